using T2L.Adapters.Lora;

namespace T2L.Adapters.Tests.Lora;

public class LoraAdapterTests
{
    private const string Path = "model.layers.3.self_attn.q_proj";
    private static readonly LoraConfig Config = new() { Rank = 2, Alpha = 4, TargetModules = ["q_proj"], BaseModel = "Llama-3.1-8B-Instruct" };

    [Fact]
    public void Counts_the_numbers_of_all_factors() => Assert.Equal((2 * 3) + (4 * 2), Adapter().ParameterCount);

    [Fact]
    public void Keeps_its_modules_when_the_callers_dictionary_changes()
    {
        var modules = new Dictionary<string, LoraWeights> { [Path] = Weights() };
        var adapter = new LoraAdapter(Config, modules);
        modules.Clear();
        Assert.Equal(Path, Assert.Single(adapter.Modules).Key);
    }

    [Fact]
    public void Takes_the_rank_that_a_pattern_gives()
    {
        var weights = new LoraWeights(TensorData.FromFloats(new float[3], 1, 3), TensorData.FromFloats(new float[4], 4, 1));
        var adapter = new LoraAdapter(Config with { RankPattern = [new("q_proj", 1)] }, new Dictionary<string, LoraWeights> { [Path] = weights });
        Assert.Equal(7, adapter.ParameterCount);
    }

    // The refusals that need no file; the others are in Hostile/HostileAdapters.
    [Fact]
    public void Cannot_be_made_of_numbers_that_are_not_finite()
    {
        var weights = Weights() with { B = TensorData.FromFloats([0, 0, 0, float.NaN, 0, 0, 0, 0], 4, 2) };
        var refusal = Assert.Throws<AdapterFormatException>(() => new LoraAdapter(Config, new Dictionary<string, LoraWeights> { [Path] = weights }));
        Assert.Equal(AdapterFormatError.NotFinite, refusal.Error);
        Assert.Equal($"tensor 'base_model.model.{Path}.lora_B.weight' holds NaN or infinity at element 3; an adapter's numbers must be finite.", refusal.Message);
        Assert.Null(refusal.File);
    }

    [Fact]
    public void Fits_a_model_with_the_same_sizes() =>
        LoraFit.Check(Adapter(), "a", "m", path => path == Path ? (3, 4) : null);

    [Fact]
    public void Says_how_it_does_not_fit()
    {
        Assert.Equal(
            "Adapter 'gsm8k-r8' does not fit 'gemma-2-2b-it': layers.3 q_proj lora_A is [2, 3], the model needs [2, 2304]. It was made for 'Llama-3.1-8B-Instruct'.",
            Misfit((2304, 4)).Message);
        Assert.Equal(
            "Adapter 'gsm8k-r8' does not fit 'gemma-2-2b-it': layers.3 q_proj lora_B is [4, 2], the model needs [5, 2]. It was made for 'Llama-3.1-8B-Instruct'.",
            Misfit((3, 5)).Message);
        Assert.Equal(
            "Adapter 'gsm8k-r8' does not fit 'gemma-2-2b-it': the model has no layers.3 q_proj. It was made for 'Llama-3.1-8B-Instruct'.",
            Misfit(null).Message);
        Assert.Equal(AdapterFormatError.DoesNotFit, Misfit(null).Error);
    }

    [Theory]
    [InlineData("base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight", "model.layers.0.self_attn.q_proj", true)]
    [InlineData("base_model.model.lm_head.lora_B.weight", "lm_head", false)]
    public void Tensor_names_lead_to_modules_and_back(string name, string path, bool isA)
    {
        Assert.True(LoraTensorNames.TryParse(name, out var parsed, out var parsedIsA));
        Assert.Equal((path, isA), (parsed, parsedIsA));
        Assert.Equal(name, isA ? LoraTensorNames.OfA(path) : LoraTensorNames.OfB(path));
    }

    [Theory]
    [InlineData("base_model.model.model.layers.0.self_attn.q_proj.lora_C.weight")]
    [InlineData("base_model.model.q_proj.lora_A.bias")]
    [InlineData("base_model.model.q_proj.lora_A.default.weight")]
    [InlineData("model.layers.0.self_attn.q_proj.lora_A.weight")]
    [InlineData("base_model.model.lora_A.weight")]
    [InlineData("base_model.model..lora_A.weight")]
    [InlineData("")]
    public void Other_tensor_names_are_not_taken(string name) => Assert.False(LoraTensorNames.TryParse(name, out _, out _));

    private static LoraWeights Weights() => new(TensorData.FromFloats(new float[6], 2, 3), TensorData.FromFloats(new float[8], 4, 2));

    private static LoraAdapter Adapter() => new(Config, new Dictionary<string, LoraWeights> { [Path] = Weights() });

    private static AdapterFormatException Misfit((long, long)? shape) =>
        Assert.Throws<AdapterFormatException>(() => LoraFit.Check(Adapter(), "gsm8k-r8", "gemma-2-2b-it", _ => shape));
}
