using System.Text.Json;
using T2L.Training.Rows;

namespace T2L.Training.Recipes;

/// <summary>An entry of an index: a task, and the folder beside the file that holds what was trained for it.</summary>
internal interface ITaskFolder
{
    string Task { get; }

    string Folder { get; }
}

/// <summary>The JSON file beside one folder for each task, as <see cref="OracleIndex"/> and <see cref="ExpertIndex"/> have it. It comes from outside: lengths and folders are checked.</summary>
internal static class TaskIndexFile
{
    private const long MaxBytes = 16 << 20;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Reads an index.</summary>
    /// <param name="path">The file.</param>
    /// <param name="writtenBy">Half a sentence that says which command writes it, and when.</param>
    /// <param name="lists">The lists that a whole file has, in words.</param>
    /// <param name="tasks">Its entries; null where one of those lists is missing.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">It is damaged, or names folders that are not beside it.</exception>
    public static T Read<T>(string path, string writtenBy, string lists, Func<T, IReadOnlyList<ITaskFolder?>?> tasks)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"'{path}' does not exist; {writtenBy}.", path);
        if (new FileInfo(path).Length is > MaxBytes and var length)
            throw new DataFormatException(path, $"the file has {length} bytes, the limit is {MaxBytes}.");
        try
        {
            if (JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) is not { } index || tasks(index) is not { } entries)
                throw new DataFormatException(path, $"the file holds no {lists}.");
            Check(entries, path);
            return index;
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(path, $"the file is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>The file's content.</summary>
    public static byte[] ToBytes<T>(T index) => JsonSerializer.SerializeToUtf8Bytes(index, Json);

    /// <summary>Removes the index of a folder, where there is one.</summary>
    public static void Delete(string directory, string name)
    {
        if (Directory.Exists(directory))
            File.Delete(Path.Combine(directory, name));
    }

    // Folders become paths.
    private static void Check(IReadOnlyList<ITaskFolder?> entries, string path)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is not { Task.Length: > 0, Folder.Length: > 0 } entry)
                throw new DataFormatException(path, $"'tasks[{i}]' has no task or no folder.");
            if (entry.Folder is "." or ".." || entry.Folder.AsSpan().ContainsAny('/', '\\', '\0'))
                throw new DataFormatException(path, $"'tasks[{i}].folder' is '{DataFormatException.Shorten(entry.Folder)}', expected the name of a folder beside the file.");
            if (!known.Add(entry.Task))
                throw new DataFormatException(path, $"the task '{DataFormatException.Shorten(entry.Task)}' is there twice.");
        }
    }
}
