using T2L.Models;
using T2L.Testing;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;
using T2L.Training.Tests.Support;

namespace T2L.Training.Tests.Recipes;

[Collection(SeededRuns.Name)]
[Trait("Category", "Slow")]
public sealed class LanguageModelRecipeTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private LanguageModelOptions Options(string name, int steps) => new()
    {
        Output = _folder.File(name), Steps = steps, BatchSize = 16, HiddenSize = 32, Layers = 1, Workers = 2,
    };

    [Fact]
    public void Loss_falls_and_the_written_model_loads_without_task_codes()
    {
        var losses = new List<double>();
        LanguageModelRecipe.Run(TaskSuite.Nano(0), Options("base", 500), new Recorder(losses));

        Assert.True(losses[^1] < 0.6 * losses[0], $"loss went from {losses[0]:F3} to {losses[^1]:F3}");
        using var model = LanguageModel.Load(_folder.File("base"));
        Assert.Equal(101, model.Config.VocabularySize);
    }

    [Fact]
    public void A_run_that_was_cancelled_and_resumed_ends_with_the_same_weights()
    {
        var suite = TaskSuite.Nano(0);
        LanguageModelRecipe.Run(suite, Options("straight", 24));

        using var cancellation = new CancellationTokenSource();
        var stop = new Callback(_ => cancellation.Cancel());
        var interrupted = Options("resumed", 24);
        Assert.ThrowsAny<OperationCanceledException>(() => LanguageModelRecipe.Run(suite, interrupted, stop, cancellation.Token));
        Assert.False(Directory.Exists(interrupted.Output), "a cancelled run must not leave a model");
        LanguageModelRecipe.Run(suite, interrupted);

        Assert.Equal(File.ReadAllBytes(_folder.File("straight/model.safetensors")), File.ReadAllBytes(_folder.File("resumed/model.safetensors")));
    }

    [Fact]
    public void A_base_of_another_diet_is_measured_on_what_it_met()
    {
        var suite = TaskSuite.Nano(0);

        var result = LanguageModelRecipe.Run(suite, Options("base", 2) with { WithoutUnseen = true, Instructions = 0.3 });

        Assert.NotNull(result.Described);
        Assert.Equal(8 * suite.Training.Count, result.Examples);
        var run = RunRecord.Read(_folder.File("base"));
        Assert.Equal(1380, run.TrainingTasks);
        Assert.Equal(result.Described.Value, run.Results["exact_match_described"], 1e-5);
    }

    [Fact]
    public void A_checkpoint_of_other_settings_is_refused_and_kept()
    {
        var suite = TaskSuite.Nano(0);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => LanguageModelRecipe.Run(suite, Options("base", 5), null, cancellation.Token));

        var error = Assert.Throws<ArgumentException>(() => LanguageModelRecipe.Run(suite, Options("base", 6)));

        Assert.Contains("other settings", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("base.work/checkpoint/state.json")));
    }

    [Fact]
    public void The_record_of_an_earlier_base_goes_before_its_weights_do()
    {
        new RunRecord { Stage = "lm", Seed = 0, Steps = 1, TrainingTasks = 1, Summary = "an earlier one" }.Write(_folder.File("base"));
        Directory.CreateDirectory(_folder.File("base/model.safetensors")); // so that writing it fails

        Assert.ThrowsAny<Exception>(() => LanguageModelRecipe.Run(TaskSuite.Nano(0), Options("base", 1)));

        Assert.False(RunRecord.IsIn(_folder.File("base")));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Recorder(List<double> losses) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Note is null)
                losses.Add(value.Loss);
        }
    }

    private sealed class Callback(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
