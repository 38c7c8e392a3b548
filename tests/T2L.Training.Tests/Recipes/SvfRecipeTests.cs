using T2L.Adapters.Svf;
using T2L.Svf.Decomposition;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;
using T2L.Training.Tests.Svf;

namespace T2L.Training.Tests.Recipes;

public sealed class SvfRecipeTests : IDisposable
{
    private static readonly string[] Three = ["word.reverse/plain", "word.upper/plain", "number.double/plain"];
    private readonly TinyGatedBase _base = new("mlp");

    [Theory]
    [InlineData("supervised")]
    [InlineData("reinforce")]
    [InlineData("evolution")]
    public void A_run_that_was_cancelled_and_resumed_writes_the_same_experts(string method)
    {
        var straight = Run(method, "straight");

        using var cancellation = new CancellationTokenSource();
        var stop = new Callback(progress => { if (progress.Step >= 1) cancellation.Cancel(); });
        Assert.ThrowsAny<OperationCanceledException>(() => Run(method, "resumed", stop, cancellation.Token));
        Assert.False(File.Exists(_base.File($"resumed/{ExpertIndex.Name}")), "an unfinished run must not leave an index");
        var resumed = Run(method, "resumed");

        Assert.Equal(Three.Order(StringComparer.Ordinal), resumed.Tasks.Select(entry => entry.Task));
        Assert.Equal(straight.Tasks, resumed.Tasks);
        Assert.All(resumed.Tasks, entry => Assert.Equal(Bytes("straight", entry), Bytes("resumed", entry)));
        Assert.Equal($"svf-{method}", RunRecord.Read(_base.File("resumed")).Stage);
        using var stored = StoredDecomposition.Open(_base.Decomposition);
        foreach (var entry in resumed.Tasks)
        {
            var expert = resumed.Expert(_base.File("resumed"), entry.Task);
            SvfFit.Check(expert, entry.Task, stored.Manifest);
            Assert.Equal(entry.Task, expert.Manifest.Label);
            Assert.Equal(method, expert.Manifest.Origin.Method);
            Assert.Contains($"`{entry.Task}`", File.ReadAllText(_base.File($"resumed/{entry.Folder}/README.md")), StringComparison.Ordinal);
        }
        Assert.Equal(resumed.Tasks, ExpertIndex.Read(_base.File("resumed")).Tasks);
    }

    [Fact]
    public void An_expert_begins_where_another_ended()
    {
        var first = Run("supervised", "first");
        var kept = SvfSupervisedRecipe.Run(Tasks(Three), Supervised("second") with { From = _base.File("first"), LearningRate = 0 });

        Assert.All(first.Tasks, entry => Assert.Equal(Vectors("first", entry), Vectors("second", entry)));
        Assert.Equal(first.Tasks, kept.Tasks);
    }

    [Fact]
    public void Where_no_answer_is_right_none_is_preferred()
    {
        var options = Reinforce("wrong") with { KlWeight = 0, SupervisedSteps = 0 };
        var run = SvfReinforceRecipe.Run(Tasks(Three), options);
        SvfReinforceRecipe.Run(Tasks(Three), options with { Output = _base.File("still"), LearningRate = 0 });

        Assert.All(run.Tasks, entry => Assert.Equal(Vectors("still", entry), Vectors("wrong", entry)));
    }

    [Fact]
    public void Company_changes_no_more_than_the_last_digits()
    {
        var entry = new ExpertEntry("word.reverse/plain", "word.reverse.plain", 0, 0);
        SvfSupervisedRecipe.Run(Tasks(Three), Supervised("together") with { MeasureEvery = 0, TasksAtOnce = Three.Length });
        SvfSupervisedRecipe.Run(Tasks(entry.Task), Supervised("alone") with { MeasureEvery = 0 });

        var (together, alone) = (Vectors("together", entry), Vectors("alone", entry));
        Assert.Contains(alone, number => Math.Abs(number - 0.1) > 0.5); // it moved
        Assert.All(together.Zip(alone), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void A_decomposition_of_another_base_is_refused()
    {
        using var other = new TinyGatedBase("mlp", biases: true);

        var refusal = Assert.Throws<ArgumentException>(() => SvfSupervisedRecipe.Run(Tasks(Three), Supervised("out") with { Decomposition = other.Decomposition }));

        Assert.Contains("t2l svf decompose --model", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_that_were_not_decomposed_are_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => SvfSupervisedRecipe.Run(Tasks(Three), Supervised("out") with { Targets = SvfTargets.Attention }));

        Assert.Contains("holds gate,up,down; the experts are to gate q,k,v,o", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_nobody_knows_is_answered_with_the_nearest()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Tasks("word.revers/plain"));

        Assert.Contains("no task 'word.revers/plain'. The nearest are 'word.reverse/plain'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_do_not_go_together_are_refused()
    {
        Assert.Throws<ArgumentException>(() => (Reinforce("out") with { Temperature = 0 }).Validate());
        Assert.Throws<ArgumentException>(() => (Supervised("out") with { Targets = ["up_proj", "gate_proj"] }).Validate());
        Assert.Throws<ArgumentException>(() => (Supervised("out") with { MeasureEvery = 0, Patience = 2 }).Validate());
    }

    [Theory]
    [InlineData(SvfBaseline.None, false, 0, new[] { 1.0, -1, -1, -1 })]
    [InlineData(SvfBaseline.Prompt, false, 0, new[] { 1.0, -1, 0, 0 })]
    [InlineData(SvfBaseline.Task, false, 0, new[] { 1.5, -0.5, -0.5, -0.5 })]
    [InlineData(SvfBaseline.Task, false, 1, new[] { 1, -0.5, -0.5, -0.5 })]
    [InlineData(SvfBaseline.None, true, 0, new[] { 1.7320508, -0.5773503, -0.5773503, -0.5773503 })]
    public void Rewards_are_compared_with_their_baseline(SvfBaseline baseline, bool normalize, double clip, double[] expected)
    {
        var options = Reinforce("out") with { SamplesPerPrompt = 2, Baseline = baseline, Normalize = normalize, RewardClip = clip };

        Assert.All(expected.Zip(SvfReinforceRecipe.Shaped([1, -1, -1, -1], options)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Candidates_are_ranked_by_exact_answers_and_then_by_likelihood() =>
        Assert.Equal([0.5, -0.5, 0], SvfEvolutionRecipe.Ranks([(2, -9), (1, -3), (1, -1)]));

    public void Dispose() => _base.Dispose();

    private static ChosenNanoTasks Tasks(params string[] ids) => new(TaskSuite.Nano(0), ids);

    private ExpertIndex Run(string method, string name, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) => method switch
    {
        "supervised" => SvfSupervisedRecipe.Run(Tasks(Three), Supervised(name), progress, cancellation),
        "reinforce" => SvfReinforceRecipe.Run(Tasks(Three), Reinforce(name), progress, cancellation),
        _ => SvfEvolutionRecipe.Run(Tasks(Three), new SvfEvolutionOptions
        {
            BaseModel = _base.Folder, Decomposition = _base.Decomposition, Output = _base.File(name), Steps = 4, TasksAtOnce = 2, ExamplesPerTask = 2, Pairs = 2, MeasureEvery = 2, Workers = 2,
        }, progress, cancellation),
    };

    private SvfSupervisedOptions Supervised(string name) => new()
    {
        BaseModel = _base.Folder, Decomposition = _base.Decomposition, Output = _base.File(name), Steps = 6, TasksAtOnce = 2, ExamplesPerTask = 2, MeasureEvery = 2, ValidationExamples = 4, TestExamples = 4, Workers = 2,
    };

    private SvfReinforceOptions Reinforce(string name) => new()
    {
        BaseModel = _base.Folder, Decomposition = _base.Decomposition, Output = _base.File(name), Steps = 4, TasksAtOnce = 2, ExamplesPerTask = 2, SamplesPerPrompt = 2, MaxTokens = 6, KlWeight = 0.1,
        SupervisedSteps = 2, MeasureEvery = 2, ValidationExamples = 4, TestExamples = 4, Workers = 2,
    };

    private byte[] Bytes(string folder, ExpertEntry entry) => File.ReadAllBytes(_base.File($"{folder}/{entry.Folder}/{SvfExpertFile.Name}"));

    private float[] Vectors(string folder, ExpertEntry entry) =>
        [.. SvfExpertFile.Read(_base.File($"{folder}/{entry.Folder}/{SvfExpertFile.Name}")).Vectors.Values.SelectMany(vector => vector.ToFloats())];

    private sealed class Callback(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
