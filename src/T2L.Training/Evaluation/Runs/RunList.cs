using System.Text.Json;
using T2L.Training.Rows;

namespace T2L.Training.Evaluation.Runs;

/// <summary>Reads the list of runs that curves are drawn from.</summary>
internal static class RunList
{
    private const long MaxBytes = 1 << 20;
    private const int MaxRuns = 256;
    private static readonly string[] Variants = ["L", "M", "S"];

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = false,
    };

    /// <summary>Reads the list; folders are beside the file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is not such a list.</exception>
    public static IReadOnlyList<RunEntry> Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException($"'{path}' does not exist; --runs names a JSON list of hypernetworks.", path);
        if (file.Length > MaxBytes)
            throw new DataFormatException(path, $"the list has {file.Length} bytes, the limit is {MaxBytes}.");
        var runs = Parse(path);
        if (runs.Count > MaxRuns)
            throw new DataFormatException(path, $"the list has {runs.Count} runs, the limit is {MaxRuns}.");
        var folder = Path.GetDirectoryName(file.FullName)!;
        return [.. runs.Select((run, index) => Checked(run, path, index) with { Folder = Path.GetFullPath(run!.Folder, folder) })];
    }

    private static List<RunEntry?> Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<List<RunEntry?>>(File.ReadAllBytes(path), Json) ?? throw new DataFormatException(path, "null is not a list of runs.");
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(path, $"the list of runs cannot be read: {exception.Message}", exception);
        }
    }

    private static RunEntry Checked(RunEntry? run, string path, int index)
    {
        var place = $"run {index + 1}";
        if (run is null || string.IsNullOrWhiteSpace(run.Name) || string.IsNullOrWhiteSpace(run.Folder))
            throw new DataFormatException(path, $"{place} has no name or no folder; a run is {{name, variant, training_tasks, seed, folder}}, with reconstruction_distance where there is one.");
        if (!Variants.Contains(run.Variant, StringComparer.Ordinal))
            throw new DataFormatException(path, $"{place} has variant '{run.Variant}', expected L, M or S.");
        if (run.TrainingTasks is < 1 or > 100_000)
            throw new DataFormatException(path, $"{place} has training_tasks {run.TrainingTasks}, expected 1 to 100000.");
        if (run.ReconstructionDistance is { } distance && !(double.IsFinite(distance) && distance >= 0))
            throw new DataFormatException(path, $"{place} has reconstruction_distance {distance}, expected a number of at least 0.");
        return run;
    }
}
