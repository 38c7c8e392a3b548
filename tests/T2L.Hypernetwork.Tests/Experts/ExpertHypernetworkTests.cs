using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Hypernetwork.Experts;
using T2L.Models;
using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Tests.Experts;

public sealed class ExpertHypernetworkTests : IDisposable
{
    private static readonly ExpertHypernetworkConfig Config = new()
    {
        TaskEmbeddingSize = 10, LatentSize = 12, HeadInputSize = 9, Layers = 3, Modules = [new("gate_proj", 4), new("down_proj", 6)], Gain = 2,
        BaseModel = "tiny", BaseDigest = Digest.Of([1]), DecompositionDigest = Digest.Of([2]), EncoderDigest = Digest.Of([3]),
    };

    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void A_new_network_writes_the_base_model_itself()
    {
        using var network = new ExpertHypernetwork(Config);
        using var written = network.forward(randn(2, 10));

        Assert.Equal([2, 30], written.shape);
        Assert.All(written.data<float>().ToArray(), number => Assert.Equal(0.1f, number));
    }

    [Fact]
    public void Its_state_has_the_names_and_shapes_that_files_are_checked_by()
    {
        using var network = new ExpertHypernetwork(Config);

        Assert.Equal(
            network.state_dict().Select(tensor => $"{tensor.Key} {string.Join(',', tensor.Value.shape)}").Order(StringComparer.Ordinal),
            ExpertStateLayout.Of(Config).Select(tensor => $"{tensor.Name} {string.Join(',', tensor.Shape)}").Order(StringComparer.Ordinal));
        Assert.Equal(network.parameters().Sum(parameter => parameter.NumberOfElements), Config.ParameterCount);
    }

    [Fact]
    public void What_a_head_writes_reaches_the_matrices_of_its_module_in_every_layer()
    {
        using var network = Trained(head => head.fill_(0));
        using (no_grad())
            network.get_parameter("heads.down_proj.bias")!.fill_(1);
        ExpertHypernetworkFile.Write(_folder.Path, network);
        using var generator = ExpertGenerator.Load(_folder.Path);

        var expert = Assert.Single(generator.Generate(TensorData.FromFloats(new float[10], 1, 10), ["a task"]));

        Assert.Equal(
            Enumerable.Range(0, 3).SelectMany(layer => new[] { $"model.layers.{layer}.mlp.gate_proj.weight", $"model.layers.{layer}.mlp.down_proj.weight" }), expert.Vectors.Keys);
        Assert.All(expert.Vectors, vector => Assert.All(vector.Value.ToFloats(), number => Assert.Equal(vector.Key.Contains("down", StringComparison.Ordinal) ? 2.1f : 0.1f, number, 1e-5)));
        Assert.Equal(("a task", Config.BaseDigest, Config.DecompositionDigest), (expert.Manifest.Label, expert.Manifest.BaseDigest, expert.Manifest.DecompositionDigest));
        Assert.Equal(generator.Digest.Value, expert.Manifest.Origin.Details["hypernetwork_digest"]);
    }

    [Fact]
    public void A_network_that_was_written_and_read_writes_the_same_experts()
    {
        using var network = Trained(head => head.normal_());
        ExpertHypernetworkFile.Write(_folder.Path, network);
        using var read = ExpertHypernetworkFile.Read(_folder.Path);
        using var embeddings = randn(3, 10);

        Assert.Equal(Config with { Modules = read.Config.Modules }, read.Config);
        Assert.Equal(Config.Modules, read.Config.Modules);
        Assert.Equal(network.forward(embeddings).ToTensorData(), read.forward(embeddings).ToTensorData());
    }

    [Fact]
    public void Descriptions_of_another_width_are_refused()
    {
        ExpertHypernetworkFile.Write(_folder.Path, Trained(head => head.normal_()));
        using var generator = ExpertGenerator.Load(_folder.Path);

        Assert.Contains("needs F32 [n, 10]", Assert.Throws<ArgumentException>(() => generator.Generate(TensorData.FromFloats(new float[8], 1, 8))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latent_size", "40", AdapterFormatError.ShapeMismatch)]
    [InlineData("layers", "0", AdapterFormatError.InvalidMetadata)]
    [InlineData("layers", "many", AdapterFormatError.InvalidMetadata)]
    [InlineData("head_input_size", "1000000000", AdapterFormatError.InvalidMetadata)]
    [InlineData("modules", "gate_proj:4", AdapterFormatError.ShapeMismatch)]
    [InlineData("modules", "down_proj:6,gate_proj:4", AdapterFormatError.InvalidMetadata)]
    [InlineData("modules", "gate_proj", AdapterFormatError.InvalidMetadata)]
    [InlineData("gain", "NaN", AdapterFormatError.InvalidMetadata)]
    [InlineData("base_digest", "sha256:12", AdapterFormatError.InvalidMetadata)]
    [InlineData("format", "t2l-hypernetwork", AdapterFormatError.Unsupported)]
    public void A_file_that_contradicts_itself_is_refused(string field, string value, AdapterFormatError error)
    {
        ExpertHypernetworkFile.Write(_folder.Path, Trained(head => head.normal_()));
        Change((metadata, _) => metadata[field] = value);

        Assert.Equal(error, Assert.Throws<AdapterFormatException>(() => ExpertHypernetworkFile.Read(_folder.Path)).Error);
    }

    [Fact]
    public void Missing_tensors_and_numbers_that_are_none_are_refused()
    {
        ExpertHypernetworkFile.Write(_folder.Path, Trained(head => head.normal_()));
        Change((_, tensors) => tensors["heads.gate_proj.bias"] = TensorData.FromFloats([1, 2, float.NaN, 4], 4));
        Assert.Equal(AdapterFormatError.NotFinite, Assert.Throws<AdapterFormatException>(() => ExpertHypernetworkFile.Read(_folder.Path)).Error);

        Change((_, tensors) => tensors.Remove("mixer.1.weight"));
        Assert.Equal(AdapterFormatError.MissingTensor, Assert.Throws<AdapterFormatException>(() => ExpertHypernetworkFile.Read(_folder.Path)).Error);
    }

    public void Dispose() => _folder.Dispose();

    private static ExpertHypernetwork Trained(Func<Tensor, Tensor> heads)
    {
        var network = new ExpertHypernetwork(Config);
        network.eval();
        using var frozen = no_grad();
        foreach (var (_, weight) in network.named_parameters().Where(entry => entry.name.StartsWith("heads.", StringComparison.Ordinal)))
            heads(weight);
        return network;
    }

    private void Change(Action<Dictionary<string, string>, Dictionary<string, TensorData>> change)
    {
        var path = Path.Combine(_folder.Path, ExpertHypernetworkFile.Name);
        Dictionary<string, string> metadata;
        Dictionary<string, TensorData> tensors;
        using (var file = SafetensorsFile.Open(path))
            (metadata, tensors) = (file.Metadata.ToDictionary(), file.Tensors.Keys.ToDictionary(name => name, file.Read));
        change(metadata, tensors);
        SafetensorsWriter.Write(path, tensors, metadata);
    }
}
