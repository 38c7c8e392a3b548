using T2L.Adapters.Peft;
using T2L.Hypernetwork;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Recipes;

[Trait("Category", "Slow")]
public sealed class OracleRecipeTests : IDisposable
{
    private static readonly string Nano = Path.Combine(Repository.Root, "models", "nano");
    private readonly TemporaryDirectory _folder = new();

    private OracleOptions Options(string name, int steps = 6) => new()
    {
        BaseModel = Path.Combine(Nano, "base"), Output = _folder.File(name), Steps = steps, TasksAtOnce = 2, ExamplesPerTask = 2, Workers = 2,
    };

    [Fact]
    public void A_run_that_was_cancelled_and_resumed_writes_the_same_loras()
    {
        var source = new NanoSource(TaskSuite.Nano(0), 4);
        var straight = OracleRecipe.Run(source, Options("straight"));

        using var cancellation = new CancellationTokenSource();
        var stop = new Callback(_ => cancellation.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() => OracleRecipe.Run(source, Options("resumed"), stop, cancellation.Token));
        Assert.False(File.Exists(_folder.File($"resumed/{OracleIndex.Name}")), "an unfinished run must not leave an index");
        var resumed = OracleRecipe.Run(source, Options("resumed"));

        Assert.Equal(4, resumed.Tasks.Count);
        Assert.Equal(straight.Tasks, resumed.Tasks);
        Assert.All(resumed.Tasks, entry => Assert.Equal(
            File.ReadAllBytes(_folder.File($"straight/{entry.Folder}/{PeftDirectory.WeightsName}")), File.ReadAllBytes(_folder.File($"resumed/{entry.Folder}/{PeftDirectory.WeightsName}"))));
    }

    [Theory]
    [InlineData(true, true, HeadVariant.L)]
    [InlineData(true, false, HeadVariant.S)]
    [InlineData(false, false, HeadVariant.M)]
    public void Reconstruction_comes_closer_to_the_loras_than_their_mean(bool factorized, bool standardized, HeadVariant variant)
    {
        var source = new NanoSource(TaskSuite.Nano(0), 4);
        OracleRecipe.Run(source, Options("oracles", steps: 40));
        var options = new ReconstructionOptions
        {
            Oracles = _folder.File("oracles"), BaseModel = Path.Combine(Nano, "base"), Encoder = Path.Combine(Nano, "encoder"), Output = _folder.File("hypernetwork"),
            Factorized = factorized, Standardized = standardized, Steps = 1, DescriptionsPerTask = 4, Hypernetwork = new() { Variant = variant, LatentSize = 32, HeadInputSize = 32 },
        };
        var first = ReconstructionRecipe.Run(source, options).Results[ReconstructionRecipe.Distance];

        var last = ReconstructionRecipe.Run(source, options with { Steps = 150, LearningRate = 5e-3 }).Results[ReconstructionRecipe.Distance];

        Assert.True(last < 0.7 * first, $"distance {first:G4} after one step, {last:G4} at the end");
        using var generator = LoraGenerator.Load(options.Output);
        Assert.Equal(variant, HypernetworkCheckpoint.Read(options.Output).Config.Variant);
    }

    [Fact]
    public void Targets_that_are_products_cannot_be_standardised()
    {
        var error = Assert.Throws<ArgumentException>(() => ReconstructionRecipe.Run(new NanoSource(TaskSuite.Nano(0)), new ReconstructionOptions
        {
            Oracles = "", BaseModel = "", Encoder = "", Output = "", Factorized = false,
        }));

        Assert.Contains("Set standardized to false", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Callback(Action<T2L.Training.Running.TrainingProgress> action) : IProgress<T2L.Training.Running.TrainingProgress>
    {
        public void Report(T2L.Training.Running.TrainingProgress value) => action(value);
    }
}
