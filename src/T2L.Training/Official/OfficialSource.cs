using T2L.Adapters;
using T2L.Tokenizers;
using T2L.Tokenizers.ChatTemplates;
using T2L.Training.Benchmarks.Code;
using T2L.Training.Data;
using T2L.Training.Rows;
using T2L.Training.Tasks;

namespace T2L.Training.Official;

/// <summary>Text-to-LoRA's own layout as a source of learning tasks: folders of descriptions and prompts, data sets, and a list that says what to train on.</summary>
public sealed class OfficialSource : LearningSource
{
    private readonly OfficialSourceOptions _options;
    private readonly ChatFormat _format;
    private readonly TaskList _list;
    private readonly DataFolder _data;

    /// <summary>Reads the list; tasks and data are read when a base model is there.</summary>
    /// <param name="options">Where things are.</param>
    /// <param name="template">The base model's chat template.</param>
    /// <exception cref="DataFormatException">The list cannot be used.</exception>
    public OfficialSource(OfficialSourceOptions options, ChatTemplate template)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DescriptionsPerTask, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxTokens, 2, nameof(options));
        (_options, _format, _list, _data) = (options, new ChatFormat(template), TaskList.Read(options.List), new DataFolder(options.Data));
    }

    internal override string Fingerprint =>
        $" tasks {Digest.OfFile(_options.List).Value} in {_format.Name}, {_options.DescriptionsPerTask} descriptions, {_options.MaxTokens} tokens{(_options.Python is null ? "" : ", programs are run")}";

    internal override LearningSet Open(Tokenizer tokenizer)
    {
        var writer = new ExampleWriter(tokenizer, _format, _options.MaxTokens);
        var training = _list.Training.Select(name => Trained(name, writer)).ToList();
        var leftOut = new List<string>();
        // In the order of who decides: the official code keeps the weights that are best on the benchmarks.
        var measures = new[]
        {
            new LearningMeasure("val_benchmark", "val/benchmark", Measured(HeldOut(benchmark: true), ValidationSplits.Benchmark, writer, leftOut)),
            new LearningMeasure("val_unseen", "val/unseen", Measured(HeldOut(benchmark: false), _ => ValidationSplits.Unseen, writer, leftOut)),
            new LearningMeasure("val_seen", "val/seen", [.. training.Where(task => _list.Evaluation.ContainsKey(task.Id))]),
        };
        return new(training, [.. measures.Where(measure => measure.Tasks.Count > 0)])
        {
            Note = leftOut.Count == 0 ? null : $"not measured, since there is no data under {_options.Data}: {string.Join(", ", leftOut)}",
        };
    }

    private OfficialTask Trained(string name, ExampleWriter writer)
    {
        var folder = TaskFolder.Read(_options.Tasks, name);
        var rows = _list.Evaluation.ContainsKey(name)
            ? new Dictionary<Split, RowRange>
            {
                [Split.Training] = _data.Open(folder, ValidationSplits.Trained(folder.Split)),
                [Split.Test] = _data.Open(folder, ValidationSplits.Seen(folder.Split)),
            }
            : new() { [Split.Training] = _data.Open(folder, folder.Split) };
        return Task(folder, rows, writer);
    }

    private IEnumerable<string> HeldOut(bool benchmark) => _list.Evaluation.Keys
        .Except(_list.Training).Where(name => ValidationSplits.IsBenchmark(name) == benchmark && !ValidationSplits.IsReserved(name));

    private List<LearningTask> Measured(IEnumerable<string> names, Func<string, SplitSlice> splitOf, ExampleWriter writer, List<string> leftOut)
    {
        var tasks = new List<LearningTask>();
        foreach (var name in names)
        {
            var folder = TaskFolder.Read(_options.Tasks, name);
            if (_data.Has(folder, splitOf(name)))
                tasks.Add(Task(folder, new() { [Split.Test] = _data.Open(folder, splitOf(name)) }, writer));
            else
                leftOut.Add(name);
        }
        return tasks;
    }

    // Of a task without descriptions kept for measuring, those behind the taught ones are unseen as well.
    private OfficialTask Task(TaskFolder folder, Dictionary<Split, RowRange> rows, ExampleWriter writer)
    {
        var taught = folder.Descriptions.Take(_options.DescriptionsPerTask).ToList();
        var unseen = _list.Evaluation.TryGetValue(folder.Name, out var reserved) ? reserved : [.. folder.Descriptions.Skip(taught.Count)];
        var programs = _options.Python is { } python && folder.IsCode ? new ProgramTests(python) : null;
        var task = new OfficialTask(folder, taught, unseen, rows, writer, programs);
        task.Check();
        return task;
    }
}
