using System.Globalization;
using System.Text.Json;
using T2L.Adapters.Storage;
using T2L.Adapters.Svf;
using T2L.Training.Rows;

namespace T2L.Training.Recipes;

/// <summary>What <c>t2l svf train</c> wrote: <c>experts.json</c> beside the folders of the experts.</summary>
/// <param name="Method">How they were trained: <c>supervised</c>, <c>reinforce</c> or <c>evolution</c>.</param>
/// <param name="Seed">Seed of first numbers and data.</param>
/// <param name="BaseModel">Name of the base model.</param>
/// <param name="DecompositionDigest">The decomposition that they are for, as far as their targets go.</param>
/// <param name="Targets">Gated modules.</param>
/// <param name="Parameters">Numbers of each.</param>
/// <param name="Tasks">The experts.</param>
public sealed record ExpertIndex(
    string Method, int Seed, string BaseModel, string DecompositionDigest, IReadOnlyList<string> Targets, long Parameters, IReadOnlyList<ExpertEntry> Tasks)
{
    /// <summary>Name of the file.</summary>
    public const string Name = "experts.json";

    private const long MaxBytes = 16 << 20;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Mean exact match over the tasks.</summary>
    public double ExactMatch => Tasks.Count == 0 ? 0 : Tasks.Average(entry => entry.ExactMatch);

    /// <summary>Reads the index of a folder.</summary>
    /// <exception cref="FileNotFoundException">The folder has none.</exception>
    /// <exception cref="DataFormatException">It is damaged, or names folders that are not beside it.</exception>
    public static ExpertIndex Read(string directory)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            throw new FileNotFoundException($"'{path}' does not exist; 't2l svf train --out {directory}' writes it when all its experts are trained.", path);
        if (new FileInfo(path).Length is > MaxBytes and var length)
            throw new DataFormatException(path, $"the file has {length} bytes, the limit is {MaxBytes}.");
        try
        {
            var index = JsonSerializer.Deserialize<ExpertIndex>(File.ReadAllBytes(path), Json);
            return index is { Tasks: not null, Targets: not null } ? Checked(index, path) : throw new DataFormatException(path, "the file holds no list of tasks or of targets.");
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(path, $"the file is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>The expert of a task.</summary>
    /// <param name="directory">The index's folder.</param>
    /// <param name="task">Id of the task.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SvfExpert Expert(string directory, string task) => Tasks.FirstOrDefault(entry => entry.Task == task) is { } found
        ? SvfExpertFile.Read(Path.Combine(directory, found.Folder, SvfExpertFile.Name))
        : throw new ArgumentException($"'{Path.Combine(directory, Name)}' has no expert for task '{task}'; it has {Tasks.Count}: {string.Join(", ", Tasks.Take(3).Select(entry => entry.Task))}{(Tasks.Count > 3 ? ", …" : "")}.");

    /// <summary>Removes the index of a folder, where there is one.</summary>
    internal static void Delete(string directory)
    {
        if (Directory.Exists(directory))
            File.Delete(Path.Combine(directory, Name));
    }

    /// <summary>Writes the index into a folder.</summary>
    public void Write(string directory) => AtomicFile.Write(Path.Combine(directory, Name), [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n']);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Tasks.Count} experts of {Parameters:N0} numbers, exact match {ExactMatch:P1}; {Tasks.Count(entry => entry.ExactMatch >= 0.9)} of them at 90 % or more");

    // Folders come from a file and become paths.
    private static ExpertIndex Checked(ExpertIndex index, string path)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < index.Tasks.Count; i++)
        {
            if (index.Tasks[i] is not { Task.Length: > 0, Folder.Length: > 0 } entry)
                throw new DataFormatException(path, $"'tasks[{i}]' has no task or no folder.");
            if (entry.Folder is "." or ".." || entry.Folder.AsSpan().ContainsAny('/', '\\', '\0'))
                throw new DataFormatException(path, $"'tasks[{i}].folder' is '{DataFormatException.Shorten(entry.Folder)}', expected the name of a folder beside the file.");
            if (!known.Add(entry.Task))
                throw new DataFormatException(path, $"the task '{DataFormatException.Shorten(entry.Task)}' is there twice.");
        }
        return index;
    }
}

/// <summary>One trained expert.</summary>
/// <param name="Task">Id of its task.</param>
/// <param name="Folder">Its folder, beside the index.</param>
/// <param name="ExactMatch">Exact match on examples kept out of training.</param>
/// <param name="Validation">Exact match on the examples that its numbers were chosen by.</param>
public sealed record ExpertEntry(string Task, string Folder, double ExactMatch, double Validation);
