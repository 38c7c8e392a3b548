using T2L.Adapters.Svf;
using T2L.Hypernetwork.Experts;
using T2L.Svf.Decomposition;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;
using T2L.Training.Tests.Support;
using T2L.Training.Tests.Svf;

namespace T2L.Training.Tests.Recipes;

[Collection(SeededRuns.Name)]
public sealed class SvfTextRecipeTests : IDisposable
{
    private static readonly string Encoder = Path.Combine(Repository.Root, "models", "nano", "encoder");
    private readonly TinyGatedBase _base = new("mlp");

    [Fact]
    public void A_run_that_was_cancelled_and_resumed_writes_the_same_hypernetwork()
    {
        Run("straight");

        using var cancellation = new CancellationTokenSource();
        var stop = new Callback(progress => { if (progress.Step >= 1) cancellation.Cancel(); });
        Assert.ThrowsAny<OperationCanceledException>(() => Run("resumed", stop, cancellation.Token));
        Assert.False(RunRecord.IsIn(_base.File("resumed")), "an unfinished run must not leave a record");
        var record = Run("resumed");

        Assert.Equal(File.ReadAllBytes(_base.File($"straight/{ExpertHypernetworkFile.Name}")), File.ReadAllBytes(_base.File($"resumed/{ExpertHypernetworkFile.Name}")));
        Assert.Equal(("svf-text", 3), (record.Stage, record.TrainingTasks));
        Assert.Equal(["base_model", "decomposition", "encoder"], record.Sources!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_experts_fit_the_decomposition_and_two_descriptions_give_two()
    {
        Run("out");
        using var generator = ExpertGenerator.Load(_base.File("out"));
        using var encoder = Embedding.TextEncoder.Load(Encoder);
        using var stored = StoredDecomposition.Open(_base.Decomposition);

        var experts = generator.Generate(encoder.Embed(["Write the word backwards.", "Double the number."]));

        Assert.All(experts, expert => SvfFit.Check(expert, "written", stored.Manifest));
        Assert.NotEqual(experts[0].Vectors.First().Value, experts[1].Vectors.First().Value);
    }

    [Fact]
    public void The_decomposition_of_another_base_is_refused()
    {
        using var other = new TinyGatedBase("mlp", biases: true);

        var refusal = Assert.Throws<ArgumentException>(() => SvfTextRecipe.Run(Tasks(), Options("out") with { Decomposition = other.Decomposition }));

        Assert.Contains("t2l svf decompose --model", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _base.Dispose();

    private static ChosenNanoTasks Tasks() => new(TaskSuite.Nano(0), ["word.reverse/plain", "word.upper/plain", "number.double/plain"]);

    private RunRecord Run(string name, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) => SvfTextRecipe.Run(Tasks(), Options(name), progress, cancellation);

    private SvfTextOptions Options(string name) => new()
    {
        BaseModel = _base.Folder, Decomposition = _base.Decomposition, Encoder = Encoder, Output = _base.File(name),
        LatentSize = 16, HeadInputSize = 16, Steps = 4, TasksPerStep = 4, ExamplesPerTask = 2, DescriptionsPerTask = 4, MeasureEvery = 0, Workers = 2,
    };

    private sealed class Callback(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
