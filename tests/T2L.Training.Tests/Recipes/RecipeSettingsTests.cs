using T2L.Hypernetwork;
using T2L.Testing;
using T2L.Training.Recipes;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Recipes;

public sealed class RecipeSettingsTests : IDisposable
{
    private static readonly KeyValuePair<string, object?>[] Required =
        [new("output", "out"), new("base_model", "base"), new("encoder", "gte"), new("oracles", "loras")];

    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void The_command_line_wins_over_the_file_and_the_file_over_the_recipe()
    {
        var file = Write("steps: 7\nlearning_rate: 2.5e-5\nhypernetwork:\n  latent_size: 512\n");

        var options = RecipeSettings.Bind<ReconstructionOptions>(file, [.. Required, new("steps", 9), new("seed", null)]);

        Assert.Equal((9, 2.5e-5, 0), (options.Steps, options.LearningRate, options.Seed));
        Assert.Equal((512, new ReconstructionOptions { Output = "", BaseModel = "", Encoder = "", Oracles = "" }.Hypernetwork.HeadInputSize), (options.Hypernetwork.LatentSize, options.Hypernetwork.HeadInputSize));
    }

    [Fact]
    public void One_setting_of_a_part_leaves_the_others_at_the_recipes_defaults()
    {
        var options = RecipeSettings.Bind<ReconstructionOptions>(null, [.. Required, new("hypernetwork.variant", HeadVariant.S)]);

        Assert.Equal((HeadVariant.S, 512), (options.Hypernetwork.Variant, options.Hypernetwork.HeadInputSize));
    }

    [Theory]
    [InlineData("learning_rat: 1", "'learning_rat'")]
    [InlineData("steps: many", "'steps'")]
    [InlineData("hypernetwork:\n  variant: XL", "'hypernetwork.variant'")]
    [InlineData("hypernetwork:\n  variant: 7", "'hypernetwork.variant'")]
    [InlineData("hypernetwork:", "'hypernetwork'")]
    public void A_setting_that_is_wrong_is_named(string yaml, string named)
    {
        var error = Assert.Throws<DataFormatException>(() => RecipeSettings.Bind<ReconstructionOptions>(Write(yaml), Required));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("learning_rate", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("steps: 0", "Steps of reconstruction is 0; expected 1 to ")]
    [InlineData("tasks_per_step: 0", "TasksPerStep of reconstruction is 0")]
    [InlineData("workers: 0", "Workers of reconstruction is 0")]
    [InlineData("descriptions_per_task: 0", "DescriptionsPerTask of reconstruction is 0")]
    [InlineData("learning_rate: -1", "LearningRate of reconstruction is -1; expected 0 to 1.")]
    [InlineData("measure_every: 0\npatience: 2", "without measurements (measure_every is 0) no run ends early")]
    [InlineData("hypernetwork: {rank: 0}", "Rank of the hypernetwork is 0; expected 1 to 1024.")]
    [InlineData("hypernetwork: {target_modules: []}", "target_modules is empty")]
    public void A_setting_out_of_range_is_refused_before_a_run(string yaml, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => RecipeSettings.Bind<ReconstructionOptions>(Write(yaml), Required)).Message, StringComparison.Ordinal);

    public static TheoryData<IRecipeOptions, string> OutOfRange => new()
    {
        { Sft() with { ExamplesPerTask = 0 }, "ExamplesPerTask of supervised fine-tuning is 0" },
        { Sft() with { SharesPerStep = 0 }, "SharesPerStep of supervised fine-tuning is 0" },
        { Sft() with { WarmupFraction = 1.5 }, "WarmupFraction of supervised fine-tuning is 1.5" },
        { Sft() with { MeasureEvery = 0, Patience = 1 }, "patience is 1" },
        { new MultiTaskOptions { Output = "", BaseModel = "", TasksPerStep = 0 }, "TasksPerStep of the multi-task LoRA is 0" },
        { Oracle() with { TasksAtOnce = 0 }, "TasksAtOnce of the LoRAs is 0" },
        { Oracle() with { ExamplesPerTask = 0 }, "ExamplesPerTask of the LoRAs is 0" },
        { Oracle() with { Workers = 0 }, "Workers of the LoRAs is 0" },
        { new LanguageModelOptions { Output = "", Steps = 0 }, "Steps of the base model is 0" },
        { new LanguageModelOptions { Output = "", HiddenSize = 100 }, "hidden_size is 100; expected a multiple of 32" },
        { new LanguageModelOptions { Output = "", TrainingTasks = 0 }, "TrainingTasks of the base model is 0" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Every_recipe_refuses_what_it_cannot_use(IRecipeOptions options, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);

    public static TheoryData<string> Configs => [.. Directory.GetFiles(Path.Combine(Repository.Root, "configs"), "*.yaml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Configs))]
    public void Every_file_in_configs_is_read_by_its_recipe(string name)
    {
        var file = Path.Combine(Repository.Root, "configs", name);
        IRecipeOptions options = name.Split('-')[0] switch
        {
            "sft" => RecipeSettings.Bind<SftOptions>(file, Required.Where(setting => setting.Key != "oracles")),
            "multitask" => RecipeSettings.Bind<MultiTaskOptions>(file, Required.Where(setting => setting.Key is "output" or "base_model")),
            "reconstruction" => RecipeSettings.Bind<ReconstructionOptions>(file, Required),
            "oracle" => RecipeSettings.Bind<OracleOptions>(file, Required.Where(setting => setting.Key is "output" or "base_model")),
            "svf" => RecipeSettings.Bind<SvfReinforceOptions>(file, [.. Required.Where(setting => setting.Key is "output" or "base_model"), new("decomposition", "svf")]),
            var other => throw new InvalidOperationException($"configs/{name}: no recipe is called '{other}'."),
        };

        if (name == "sft-nano.yaml") // the recipe's defaults, written out
            Assert.Empty(RecordedSettings.Changed(RecipeRun.Of("sft", options, 0, 1, 479, new(1, 1, null))));
    }

    public void Dispose() => _folder.Dispose();

    private static SftOptions Sft() => new() { Output = "", BaseModel = "", Encoder = "" };

    private static OracleOptions Oracle() => new() { Output = "", BaseModel = "" };

    private string Write(string yaml)
    {
        var file = _folder.File("settings.yaml");
        File.WriteAllText(file, yaml);
        return file;
    }
}
