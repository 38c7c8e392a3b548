using System.CommandLine;
using System.Text.Json;
using T2L.Cli.Commands.Training;
using T2L.Training.Benchmarks.Code;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Cli.Commands.Svf;

/// <summary>The tasks that svf train is told to learn.</summary>
internal static class SvfTasks
{
    private const int MaxBytes = 16 << 20;

    /// <summary>Ids of tasks of the nano suite; null where the options name none.</summary>
    public static IReadOnlyList<string>? Named(IReadOnlyList<string> names, string? file, bool all, int seed)
    {
        if ((names.Count > 0 ? 1 : 0) + (file is null ? 0 : 1) + (all ? 1 : 0) > 1)
            throw new UsageException("--task, --tasks-from and --all each say which tasks are learned; say one of them.");
        if (all)
            return [.. TaskSuite.Nano(seed).Training.Select(task => task.Id)];
        return file is not null ? InFile(file) : names.Count > 0 ? names : null;
    }

    /// <summary>The source of these tasks, or of those of a list of task folders.</summary>
    public static LearningSource Source(ParseResult parsed, IReadOnlyList<string>? names, SvfTrainingOptions options, PythonRunner? python)
    {
        var folders = GivenOption.First(parsed, LearningSourceOptions.All);
        if (names is null && folders is null)
            throw new UsageException("No task is named. Say --task word.reverse/plain, --tasks-from FILE, --all, or --list with --tasks and --data.");
        if (names is not null && folders is not null)
            throw new UsageException($"{folders} is for task folders, whose list says what is learned; --task, --tasks-from and --all name tasks of the nano suite. Say one or the other.");
        var suite = TaskSuite.Nano(options.Seed);
        return names is not null ? new ChosenNanoTasks(suite, names) : LearningSourceOptions.Source(parsed, suite, trainingTasks: null, options.BaseModel, python);
    }

    private static string[] InFile(string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"--tasks-from '{path}' does not exist.");
        if (new FileInfo(path).Length is > MaxBytes and var length)
            throw new UsageException($"--tasks-from '{path}' has {length} bytes, the limit is {MaxBytes}.");
        var text = File.ReadAllText(path);
        if (!text.TrimStart().StartsWith('{'))
            return [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. json.RootElement.GetProperty("tasks").EnumerateArray().Select(entry => entry.GetProperty("task").GetString()!)];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UsageException($"--tasks-from '{path}' is no index of tasks ({exception.Message}); expected {{\"tasks\": [{{\"task\": \"word.reverse/plain\"}}]}} or one id a line.");
        }
    }
}
