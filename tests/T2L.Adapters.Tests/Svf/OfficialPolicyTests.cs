using T2L.Adapters.PyTorch;
using T2L.Adapters.Svf;
using T2L.Adapters.Tests.Hostile;
using T2L.Testing;

namespace T2L.Adapters.Tests.Svf;

public sealed class OfficialPolicyTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(OfficialForm.Policy, TensorDType.BF16), InlineData(OfficialForm.Policy, TensorDType.F32)]
    [InlineData(OfficialForm.LearnableParams, TensorDType.BF16), InlineData(OfficialForm.LearnableParams, TensorDType.F32)]
    public void Exported_and_imported_again_the_numbers_are_the_same_bits(OfficialForm form, TensorDType dtype)
    {
        var expert = new SvfExpert(SmallExperts.Manifest(), SmallExperts.Vectors(dtype: dtype));

        OfficialPolicy.Write(_folder.File("x.pt"), expert, form);
        var again = OfficialPolicy.Read(_folder.File("x.pt"), SmallExperts.Decomposition(), "math");

        Assert.Equal(expert.Vectors, again.Vectors);
        Assert.Equal("import", again.Manifest.Origin.Method);
        Assert.Equal(expert.Manifest with { Origin = again.Manifest.Origin }, again.Manifest);
    }

    [Fact]
    public void Names_may_gate_attention_too()
    {
        OfficialPolicy.Write(_folder.File("x.pt"), SmallExperts.Expert("q,v"), OfficialForm.LearnableParams);
        var again = OfficialPolicy.Read(_folder.File("x.pt"), SmallExperts.Decomposition("all"));

        Assert.Equal(["q_proj", "v_proj"], again.Manifest.Targets);
        SvfFit.Check(again, "x", SmallExperts.Decomposition("all"));
    }

    [Fact]
    public void Numbers_mean_gate_up_and_down_only()
    {
        var refusal = Assert.Throws<AdapterFormatException>(() => OfficialPolicy.Write(_folder.File("x.pt"), SmallExperts.Expert("q,v"), OfficialForm.Policy));
        Assert.Contains("The form learnable-params has names", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory, InlineData(OfficialForm.Policy), InlineData(OfficialForm.LearnableParams)]
    public void A_mix_is_not_exported_as_what_it_is_not(OfficialForm form)
    {
        var mix = new SvfExpert(SmallExperts.Manifest() with { Gate = SvfGate.Identity }, SmallExperts.Vectors());
        var refusal = Assert.Throws<AdapterFormatException>(() => OfficialPolicy.Write(_folder.File("x.pt"), mix, form));
        Assert.Equal(AdapterFormatError.Unsupported, refusal.Error);
    }

    [Theory]
    [InlineData(3, AdapterFormatError.MissingTensor, "the file has 3 vectors; 'tiny' has 2 layers and needs 6")]
    [InlineData(9, AdapterFormatError.UnknownTensor, "the file has 9 vectors; 'tiny' has 2 layers and needs 6")]
    public void Refuses_another_number_of_layers(int count, AdapterFormatError error, string says) =>
        Refuses(error, says, Enumerable.Range(0, count).Select(j => $"learnable_params_module_list.{j}"));

    [Theory]
    [InlineData("learnable_params_module_list.7", "expected learnable_params_module_list.0 to learnable_params_module_list.5, each once")]
    [InlineData("learnable_params_module_list.05", "expected learnable_params_module_list.0")]
    [InlineData("learnable_params_module_list.00", "expected learnable_params_module_list.0")]
    [InlineData("learnable_params_module_list.x", "expected learnable_params_module_list.0")]
    [InlineData("optimizer.step", "the file has an entry 'optimizer.step'")]
    public void Refuses_names_with_surprises(string last, string says)
    {
        var names = Enumerable.Range(0, 5).Select(j => $"learnable_params_module_list.{j}").Append(last);
        if (last.EndsWith("05", StringComparison.Ordinal))
        {
            // A number with a leading zero is the same number, once.
            Write(names);
            Assert.Equal(6, OfficialPolicy.Read(_folder.File("x.pt"), SmallExperts.Decomposition()).Vectors.Count);
            return;
        }

        Refuses(AdapterFormatError.UnknownTensor, says, names);
    }

    [Fact]
    public void Refuses_a_mixture_by_its_name() =>
        Refuses(AdapterFormatError.Unsupported, "is a mixture of experts", ["adaptive_weights", "weights_0_k_model_layers_0_mlp_gate_proj_weight"]);

    [Fact]
    public void Refuses_wrong_lengths_numbers_and_types()
    {
        var six = Enumerable.Range(0, 6).Select(j => $"learnable_params_module_list.{j}").ToArray();
        Refuses(AdapterFormatError.ShapeMismatch, "has 7 numbers for 'model.layers.0.mlp.gate_proj.weight' of shape [20, 8]; expected 8", six, TensorData.FromFloats(new float[7], 7));
        Refuses(AdapterFormatError.NotFinite, "NaN or infinity", six, TensorData.FromFloats([1, 2, 3, 4, 5, 6, 7, float.NaN], 8));
        Refuses(AdapterFormatError.DTypeMismatch, "is F64; expected F32 or BF16", six, TensorData.FromFloats(new float[8], 8).To(TensorDType.F64));
    }

    [Fact]
    public void Refuses_every_hostile_pickle_as_the_reader_does() =>
        Assert.All(HostilePickles.All, hostile =>
        {
            File.WriteAllBytes(_folder.File("x.pt"), hostile.Bytes);
            var refusal = Assert.Throws<AdapterFormatException>(() => OfficialPolicy.Read(_folder.File("x.pt"), SmallExperts.Decomposition()));
            Assert.Equal(hostile.Error, refusal.Error);
            Assert.Equal(hostile.Error, Assert.Throws<AdapterFormatException>(() => ReadAll(_folder.File("x.pt"))).Error);
        });

    [Fact]
    public void A_checkpoint_that_stays_on_the_disk_gives_the_same_tensors()
    {
        OfficialPolicy.Write(_folder.File("x.pt"), SmallExperts.Expert(), OfficialForm.Policy);
        using var file = PyTorchCheckpointFile.Open(_folder.File("x.pt"));
        Assert.Equal(PyTorchCheckpoint.Read(_folder.File("x.pt")), file.Names.Select(name => KeyValuePair.Create(name, file.Read(name))));
        Assert.Equal([8], file.ShapeOf(file.Names[0]));
        Assert.Null(file.ShapeOf("x"));
        Assert.Equal(AdapterFormatError.MissingTensor, Assert.Throws<AdapterFormatException>(() => file.Read("x")).Error);
    }

    private static void ReadAll(string path)
    {
        using var file = PyTorchCheckpointFile.Open(path);
        foreach (var name in file.Names)
            file.Read(name);
    }

    private void Write(IEnumerable<string> names, TensorData? vector = null) =>
        PyTorchCheckpoint.Write(_folder.File("x.pt"), names.Select(name => KeyValuePair.Create(name, vector ?? TensorData.FromFloats(new float[8], 8))));

    private void Refuses(AdapterFormatError error, string says, IEnumerable<string> names, TensorData? vector = null)
    {
        Write(names, vector);
        var refusal = Assert.Throws<AdapterFormatException>(() => OfficialPolicy.Read(_folder.File("x.pt"), SmallExperts.Decomposition()));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(error, refusal.Error);
    }
}
