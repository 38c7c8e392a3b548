using T2L.Adapters.Svf;

namespace T2L.Adapters.Tests.Svf;

public sealed class SvfExpertTests
{
    [Fact]
    public void Keeps_vectors_in_the_order_of_a_state_dict_and_counts_them()
    {
        var expert = new SvfExpert(SmallExperts.Manifest("all"), SmallExperts.Vectors("all").Reverse().ToDictionary());

        Assert.Equal(SmallExperts.Vectors("all").Keys, expert.Vectors.Keys);
        Assert.Equal(2 * 7 * SmallExperts.Rank, expert.ParameterCount);
    }

    [Fact]
    public void Refuses_an_expert_without_vectors() =>
        Refuses(AdapterFormatError.MissingTensor, "holds no vectors", SmallExperts.Manifest(), []);

    [Fact]
    public void Refuses_a_layer_without_one_of_the_targets()
    {
        var vectors = SmallExperts.Vectors();
        vectors.Remove("model.layers.1.mlp.up_proj.weight");
        Refuses(AdapterFormatError.MissingTensor, "there is no vector 'model.layers.1.mlp.up_proj.weight', but layer 1 has others", SmallExperts.Manifest(), vectors);
    }

    [Fact]
    public void Refuses_a_matrix_beside_the_targets() =>
        Refuses(AdapterFormatError.UnknownTensor, "the targets are gate,up,down", SmallExperts.Manifest(), SmallExperts.Vectors("all"));

    [Fact]
    public void Refuses_a_name_that_is_no_matrix() =>
        Refuses(AdapterFormatError.UnknownTensor, "Names are those of weights", SmallExperts.Manifest(), With("lm_head.weight", [1]));

    [Theory]
    [InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity)]
    public void Refuses_numbers_that_are_not_finite(float number) =>
        Refuses(AdapterFormatError.NotFinite, "NaN or infinity at element 1", SmallExperts.Manifest(), With("model.layers.0.mlp.up_proj.weight", [0, number]));

    [Theory]
    [InlineData(0f, 0f), InlineData(-1f, 0f), InlineData(-1f, -0.5f)]
    public void Refuses_gates_that_are_all_zero_or_negative(float first, float second)
    {
        var manifest = SmallExperts.Manifest() with { Gate = SvfGate.Identity };
        Refuses(AdapterFormatError.EmptyGate, "all ones leave it as it is", manifest, With("model.layers.1.mlp.down_proj.weight", [first, second]));
    }

    [Fact]
    public void Negative_numbers_are_fine_where_a_sigmoid_follows() =>
        Assert.NotNull(new SvfExpert(SmallExperts.Manifest(), With("model.layers.1.mlp.down_proj.weight", [-3, -2])));

    [Fact]
    public void Refuses_matrices_and_empty_vectors()
    {
        const string Name = "model.layers.0.mlp.gate_proj.weight";
        var vectors = SmallExperts.Vectors();
        vectors[Name] = TensorData.FromFloats([1, 2, 3, 4], 2, 2);
        Refuses(AdapterFormatError.ShapeMismatch, $"'{Name}' is [2, 2]; expected [k]", SmallExperts.Manifest(), vectors);
        vectors[Name] = TensorData.FromFloats([], 0);
        Refuses(AdapterFormatError.ShapeMismatch, $"'{Name}' is [0]; expected [k]", SmallExperts.Manifest(), vectors);
    }

    [Fact]
    public void Refuses_other_number_formats() =>
        Refuses(AdapterFormatError.DTypeMismatch, "is F16; expected F32 or BF16", SmallExperts.Manifest(), SmallExperts.Vectors(dtype: TensorDType.F16));

    [Fact]
    public void A_manifest_refuses_what_no_file_could_mean()
    {
        Assert.Throws<ArgumentException>(() => SmallExperts.Manifest() with { Targets = ["down_proj", "up_proj"] });
        Assert.Throws<ArgumentException>(() => SmallExperts.Manifest() with { Targets = [] });
        Assert.Throws<ArgumentException>(() => SmallExperts.Manifest() with { Label = "two\nlines" });
        Assert.Throws<ArgumentException>(() => SmallExperts.Manifest() with { BaseModel = new string('x', 501) });
        Assert.Throws<ArgumentException>(() => new SvfOrigin("mix", [new("method", "other")]));
        Assert.Throws<ArgumentException>(() => new SvfOrigin("reinforce", [new("log", new string('x', 70_000))]));
    }

    private static Dictionary<string, TensorData> With(string name, float[] values)
    {
        var vectors = SmallExperts.Vectors();
        vectors[name] = TensorData.FromFloats(values, values.Length);
        return vectors;
    }

    private static void Refuses(AdapterFormatError error, string says, SvfManifest manifest, Dictionary<string, TensorData> vectors)
    {
        var refusal = Assert.Throws<AdapterFormatException>(() => new SvfExpert(manifest, vectors));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(error, refusal.Error);
    }
}
