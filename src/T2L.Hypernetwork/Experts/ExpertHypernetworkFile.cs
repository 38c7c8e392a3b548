using System.Globalization;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Hypernetwork.Checkpoints;
using T2L.Models;

namespace T2L.Hypernetwork.Experts;

/// <summary>A hypernetwork that writes experts, at rest: one safetensors file, its configuration in the file's metadata.</summary>
public static class ExpertHypernetworkFile
{
    /// <summary>The name of the file in a folder.</summary>
    public const string Name = "expert_hypernetwork.safetensors";

    private const string Format = "t2l-expert-hypernetwork", Version = "1";

    /// <summary>Writes a network under a temporary name, then renames it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="network">The network.</param>
    public static void Write(string folder, ExpertHypernetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var numbers = network.state_dict();
        var state = ExpertStateLayout.Of(network.Config).ToDictionary(tensor => tensor.Name, tensor => numbers[tensor.Name].ToTensorData());
        SafetensorsWriter.Write(Path.Combine(folder, Name), state, Metadata(network.Config));
    }

    /// <summary>Reads and checks a network.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The network on the CPU, at rest: without dropout.</returns>
    /// <exception cref="AdapterFormatException">The file is missing, damaged, or contradicts itself.</exception>
    public static ExpertHypernetwork Read(string folder)
    {
        using var file = SafetensorsFile.Open(Path.Combine(folder, Name));
        var config = Config(file);
        var state = ExpertStateLayout.Of(config).ToDictionary(expected => expected.Name, expected => Checked(file, expected)); // before anything is made in these sizes
        var network = new ExpertHypernetwork(config);
        network.LoadState(state);
        network.eval();
        return network;
    }

    private static TensorData Checked(SafetensorsFile file, StateTensor expected)
    {
        if (!file.Tensors.TryGetValue(expected.Name, out var found))
            throw new AdapterFormatException(AdapterFormatError.MissingTensor, $"tensor '{expected.Name}' [{string.Join(", ", expected.Shape)}] is missing.", file.Name, expected.Name);
        if (!found.Shape.SequenceEqual(expected.Shape))
        {
            throw new AdapterFormatException(AdapterFormatError.ShapeMismatch,
                $"tensor '{expected.Name}' is [{string.Join(", ", found.Shape)}]; expected [{string.Join(", ", expected.Shape)}].", file.Name, expected.Name);
        }

        var numbers = file.Read(expected.Name);
        if (!numbers.DType.IsFloatingPoint())
            throw new AdapterFormatException(AdapterFormatError.DTypeMismatch, $"tensor '{expected.Name}' is {numbers}; expected floating-point numbers.", file.Name, expected.Name);
        var floats = numbers.To(TensorDType.F32);
        return FiniteNumbers.FirstOther(floats.Bytes.Span) is var other and >= 0
            ? throw new AdapterFormatException(AdapterFormatError.NotFinite, $"tensor '{expected.Name}' holds NaN or infinity at element {other}.", file.Name, expected.Name)
            : floats;
    }

    private static Dictionary<string, string> Metadata(ExpertHypernetworkConfig config) => new(StringComparer.Ordinal)
    {
        ["format"] = Format,
        ["format_version"] = Version,
        ["task_embedding_size"] = Text(config.TaskEmbeddingSize),
        ["latent_size"] = Text(config.LatentSize),
        ["head_input_size"] = Text(config.HeadInputSize),
        ["layers"] = Text(config.Layers),
        ["modules"] = string.Join(',', config.Modules.Select(module => $"{module.Name}:{Text(module.Rank)}")),
        ["gain"] = config.Gain.ToString("R", CultureInfo.InvariantCulture),
        ["base_model"] = config.BaseModel,
        ["base_digest"] = config.BaseDigest.Value,
        ["decomposition_digest"] = config.DecompositionDigest.Value,
        ["encoder_digest"] = config.EncoderDigest.Value,
    };

    private static ExpertHypernetworkConfig Config(SafetensorsFile file)
    {
        if (file.Metadata.GetValueOrDefault("format") != Format || file.Metadata.GetValueOrDefault("format_version") != Version)
        {
            throw new AdapterFormatException(AdapterFormatError.Unsupported,
                $"the format is '{file.Metadata.GetValueOrDefault("format")}', version '{file.Metadata.GetValueOrDefault("format_version")}'; expected '{Format}', version {Version}, as 't2l svf train-text' writes it.", file.Name);
        }

        try
        {
            var config = new ExpertHypernetworkConfig
            {
                TaskEmbeddingSize = Number(file, "task_embedding_size"),
                LatentSize = Number(file, "latent_size"),
                HeadInputSize = Number(file, "head_input_size"),
                Layers = Number(file, "layers"),
                Modules = [.. Field(file, "modules").Split(',').Select(text => Module(text, file))],
                Gain = double.TryParse(Field(file, "gain"), NumberStyles.Float, CultureInfo.InvariantCulture, out var gain) ? gain : throw Refuse(file, "gain", "a number"),
                BaseModel = Field(file, "base_model"),
                BaseDigest = DigestField(file, "base_digest"),
                DecompositionDigest = DigestField(file, "decomposition_digest"),
                EncoderDigest = DigestField(file, "encoder_digest"),
            };
            config.Validate();
            return config;
        }
        catch (ArgumentException exception)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidMetadata, exception.Message, file.Name, inner: exception);
        }
    }

    private static GatedModule Module(string text, SafetensorsFile file) =>
        text.Split(':') is [var name, var rank] && int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var k)
            ? new GatedModule(name, k)
            : throw Refuse(file, "modules", "names and ranks such as gate_proj:128,up_proj:128");

    private static int Number(SafetensorsFile file, string field) =>
        int.TryParse(Field(file, field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Refuse(file, field, "a whole number");

    private static Digest DigestField(SafetensorsFile file, string field) =>
        Digest.TryParse(Field(file, field), out var digest) ? digest : throw Refuse(file, field, "'sha256:' and 64 lower-case hexadecimal digits");

    private static string Field(SafetensorsFile file, string field) =>
        file.Metadata.TryGetValue(field, out var value) ? value : throw new AdapterFormatException(AdapterFormatError.InvalidMetadata, $"the metadata has no '{field}'.", file.Name);

    private static AdapterFormatException Refuse(SafetensorsFile file, string field, string expected) =>
        new(AdapterFormatError.InvalidMetadata, $"{field} is '{file.Metadata[field]}'; expected {expected}.", file.Name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
