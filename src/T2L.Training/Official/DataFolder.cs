using T2L.Training.Rows;

namespace T2L.Training.Official;

/// <summary>Where data sets lie on this machine: <c>DATA/TASK/SPLIT.jsonl</c> or <c>.json</c>; for a task with one split <c>DATA/TASK.jsonl</c> will do.</summary>
/// <param name="root">The folder of all data sets.</param>
internal sealed class DataFolder(string root)
{
    private readonly Dictionary<string, RowFile> _open = new(StringComparer.Ordinal);

    /// <summary>Whether there is anything of a task.</summary>
    public bool Has(TaskFolder task, SplitSlice split) => Candidates(task, split).Any(File.Exists);

    /// <summary>Part of a split.</summary>
    /// <exception cref="DataFormatException">There is no such file, or the part is empty.</exception>
    public RowRange Open(TaskFolder task, SplitSlice split)
    {
        var path = Candidates(task, split).FirstOrDefault(File.Exists)
            ?? throw new DataFormatException(task.File, $"no data for split '{split.Name}'. Looked for {string.Join(", ", Candidates(task, split))}. Write the split{Source(task)} as JSON lines to one of these.");
        if (!_open.TryGetValue(path, out var rows))
            _open[path] = rows = RowFile.Open(path);
        var (from, to) = split.Of(rows.Count);
        return to > from ? new(rows, from, to) : throw new DataFormatException(path, $"the file has {rows.Count} rows, so rows {from} to {to} are none. '{task.Name}' needs more.");
    }

    private static string Source(TaskFolder task) => task.DataSet.Length > 0 ? $" of {task.DataSet}" : "";

    private IEnumerable<string> Candidates(TaskFolder task, SplitSlice split)
    {
        foreach (var extension in new[] { "jsonl", "json" })
            yield return Path.Combine(root, task.Name, $"{split.Name}.{extension}");
        if (split.Name == task.Split.Name)
            foreach (var extension in new[] { "jsonl", "json" })
                yield return Path.Combine(root, $"{task.Name}.{extension}");
    }
}

/// <summary>Rows of a file, from the first up to the one behind the last.</summary>
internal sealed record RowRange(RowFile File, int From, int To)
{
    public int Count => To - From;

    public Row this[int index] => File.Read(From + index);
}
