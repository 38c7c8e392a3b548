using T2L.Adapters.Svf;

namespace T2L.Adapters.Tests.Svf;

public sealed class SvfFitTests
{
    [Fact]
    public void Accepts_its_decomposition_and_a_larger_one()
    {
        SvfFit.Check(SmallExperts.Expert(), "math", SmallExperts.Decomposition());
        SvfFit.Check(SmallExperts.Expert(), "math", SmallExperts.Decomposition("all"));
    }

    [Fact]
    public void Refuses_another_base_model()
    {
        var expert = new SvfExpert(SmallExperts.Manifest() with { BaseModel = "llama", BaseDigest = Digest.Of("llama"u8) }, SmallExperts.Vectors());
        Refuses(AdapterFormatError.DoesNotFit, "Expert 'math' was made for base model 'llama'", expert, SmallExperts.Decomposition());
    }

    [Fact]
    public void Refuses_another_decomposition_of_the_same_model() =>
        Refuses(AdapterFormatError.OtherDecomposition, "Use the decomposition that came with the expert", SmallExperts.Expert(), SmallExperts.Decomposition(seed: "other"));

    [Fact]
    public void Refuses_targets_that_are_not_decomposed() =>
        Refuses(AdapterFormatError.DoesNotFit, "Decompose 'tiny' with --targets q,k,v,o,gate,up,down", SmallExperts.Expert("all"), SmallExperts.Decomposition());

    [Fact]
    public void Refuses_missing_layers() =>
        Refuses(AdapterFormatError.MissingTensor, "has no vector for 'model.layers.2.mlp.gate_proj.weight'; 'tiny' has 3 layers", SmallExperts.Expert(), SmallExperts.Decomposition(layers: 3));

    [Fact]
    public void Refuses_surplus_layers() =>
        Refuses(AdapterFormatError.UnknownTensor, "has a vector for 'model.layers.1.mlp.gate_proj.weight'; 'tiny' has 1 layers", SmallExperts.Expert(), SmallExperts.Decomposition(layers: 1));

    [Fact]
    public void Refuses_a_wrong_length()
    {
        var vectors = SmallExperts.Vectors();
        vectors["model.layers.1.mlp.down_proj.weight"] = TensorData.FromFloats([1, 2, 3], 3);
        Refuses(AdapterFormatError.ShapeMismatch, "has 3 numbers for 'model.layers.1.mlp.down_proj.weight' of shape [8, 20]; expected 8, one for each singular value",
            new SvfExpert(SmallExperts.Manifest(), vectors), SmallExperts.Decomposition());
    }

    private static void Refuses(AdapterFormatError error, string says, SvfExpert expert, DecompositionManifest decomposition)
    {
        var refusal = Assert.Throws<AdapterFormatException>(() => SvfFit.Check(expert, "math", decomposition));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(error, refusal.Error);
    }
}
