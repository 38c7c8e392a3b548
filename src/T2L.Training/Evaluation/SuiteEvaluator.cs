using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Evaluation;

/// <summary>Measures a hypernetwork on the nano suite, through the path that serves: generator, adapter, mixed batch.</summary>
public static class SuiteEvaluator
{
    /// <summary>Evaluates all methods on the training tasks and on the tasks that training never met.</summary>
    /// <param name="suite">The suite; its split seed must be the one the hypernetwork was trained with.</param>
    /// <param name="baseModel">Base model directory.</param>
    /// <param name="encoder">Text encoder directory.</param>
    /// <param name="hypernetwork">Hypernetwork directory.</param>
    /// <param name="wordings">Descriptions drawn for each task.</param>
    /// <param name="examples">Inputs asked for each description.</param>
    /// <param name="sets">Whether the reported sets are measured or those that settings are chosen by.</param>
    /// <param name="progress">Told each row as it is ready.</param>
    /// <param name="cancellation">Stops between rows.</param>
    public static SuiteReport Run(
        TaskSuite suite, string baseModel, string encoder, string hypernetwork, int wordings, int examples, EvaluationSets sets = EvaluationSets.Reported,
        IProgress<ReportRow>? progress = null, CancellationToken cancellation = default)
    {
        set_num_threads(1);
        using var model = LanguageModel.Load(baseModel);
        using var textEncoder = TextEncoder.Load(encoder);
        using var generator = LoraGenerator.Load(hypernetwork);
        var evaluation = new SuiteEvaluation(new NanoLayout(model.Tokenizer), model.Network, textEncoder, examples, suite.Seed + 1);
        var rows = new List<ReportRow>();

        void Add(string method, string split, IReadOnlyList<double> scores)
        {
            var (low, high) = Bootstrap.Interval(scores, suite.Seed);
            var row = new ReportRow(method, split, scores.Average(), low, high, scores.Count);
            rows.Add(row);
            progress?.Report(row);
            cancellation.ThrowIfCancellationRequested();
        }

        IReadOnlyList<double> Averaged(IReadOnlyList<TaskDefinition> tasks, Func<int, Func<TaskDefinition, int, string>> describe) =>
            [.. Enumerable.Range(0, wordings)
                .Select(draw => evaluation.Described(tasks, describe(draw), (embeddings, each) => ServedAdapters.Of(generator, model.Config, embeddings, each)))
                .Aggregate((sum, next) => [.. sum.Zip(next, (left, right) => left + right)])
                .Select(sum => sum / wordings)];

        foreach (var (split, tasks) in Splits(suite, sets))
        {
            Add("base", split, evaluation.Base(tasks));
            Add("sft", split, Averaged(tasks, draw => evaluation.Own(Wording.Unseen, draw)));
            Add("sft_other_task", split, Averaged(tasks, draw => evaluation.OtherTask(tasks, draw)));
            Add("sft_random_text", split, Averaged(tasks, evaluation.RandomText));
        }
        Add("sft", "seen", Averaged(suite.Training, draw => evaluation.Own(Wording.Training, draw)));
        return new("nano", suite.Seed, rows);
    }

    private static (string Name, IReadOnlyList<TaskDefinition> Tasks)[] Splits(TaskSuite suite, EvaluationSets sets) => sets == EvaluationSets.Validation
        ? [("unseen_wording", suite.Training), ("validation_task", suite.ValidationTasks), ("validation_family", suite.ValidationFamilies)]
        : [("unseen_wording", suite.Training), ("unseen_task", suite.UnseenTasks), ("unseen_family", suite.UnseenFamilies)];
}
