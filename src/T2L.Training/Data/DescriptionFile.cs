using System.IO.Compression;
using T2L.Adapters;
using T2L.Training.Rows;
using T2L.Training.Running;

namespace T2L.Training.Data;

/// <summary>
/// Reads tasks and their descriptions: JSON lines <c>{"task": "...", "descriptions": ["...", ...]}</c>, packed with gzip or not.
/// Further fields are passed over.
/// </summary>
public static class DescriptionFile
{
    /// <summary>The most bytes that are read, after unpacking.</summary>
    public const long MaxBytes = 256L << 20;

    /// <summary>The most bytes of one line.</summary>
    public const int MaxLineBytes = 4 << 20;

    /// <summary>The most tasks of a file.</summary>
    public const int MaxTasks = 10_000;

    /// <summary>The most characters of one description.</summary>
    public const int MaxCharacters = 4096;

    private const byte NewLine = (byte)'\n';

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <returns>At least two tasks, each with descriptions to learn from and to ask with.</returns>
    /// <exception cref="DataFormatException">It is missing, too large, damaged, or says something else.</exception>
    public static IReadOnlyList<DescribedTask> Read(string path) => ReadOnce(path).Tasks;

    /// <summary>Reads a file whole, a pipe too, and says which bytes it was.</summary>
    internal static DescribedTasks ReadOnce(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new DataFormatException(path, "the file does not exist. Expected JSON lines, one {\"task\", \"descriptions\"} a line, packed with gzip or not.");
        try
        {
            using var file = File.OpenRead(path);
            using var whole = Kept(file, path);
            var digest = Digest.Of(whole.GetBuffer().AsSpan(0, (int)whole.Length));
            using var stream = IsPacked(whole) ? new GZipStream(whole, CompressionMode.Decompress) : (Stream)whole;
            var tasks = Tasks(stream, path);
            return tasks.Count >= 2
                ? new(tasks, new DescriptionsRecord(Path.GetFileName(path), tasks.Count, digest.Hex))
                : throw new DataFormatException(path, $"the file has {tasks.Count} tasks; to tell tasks apart it takes two.");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, $"the file cannot be read: {exception.Message}", exception);
        }
    }

    // A pipe can be read once only: for its digest, for its first bytes, which say whether it is packed, and for its rows.
    private static MemoryStream Kept(FileStream file, string path)
    {
        var kept = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = file.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if (kept.Length + read > MaxBytes)
                throw TooLarge(path, "");
            kept.Write(buffer, 0, read);
        }
        kept.Position = 0;
        return kept;
    }

    private static DataFormatException TooLarge(string path, string when) => new(path, $"the file has more than {MaxBytes} bytes{when}.");

    private static bool IsPacked(Stream file)
    {
        var packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return packed;
    }

    private static List<DescribedTask> Tasks(Stream stream, string path)
    {
        var tasks = new List<DescribedTask>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (line, number) in Lines(stream, path))
        {
            if (tasks.Count == MaxTasks)
                throw new DataFormatException(path, $"the file has more than {MaxTasks} tasks.");
            var task = Parse(Row.Parse(line, path, number));
            tasks.Add(known.Add(task.Id) ? task : throw new DataFormatException(path, $"row {number} has the task '{DataFormatException.Shorten(task.Id)}', which an earlier row has too."));
        }
        return tasks;
    }

    private static DescribedTask Parse(Row row)
    {
        var id = row.Text("task");
        if (string.IsNullOrWhiteSpace(id) || id.Length > MaxCharacters)
            throw row.Refused($"'task' has {id.Length} characters, expected 1 to {MaxCharacters} that are not all white space.");
        var texts = row.Texts("descriptions");
        for (var i = 0; i < texts.Count; i++)
            if (string.IsNullOrWhiteSpace(texts[i]) || texts[i].Length > MaxCharacters)
                throw row.Refused($"'descriptions[{i}]' has {texts[i].Length} characters, expected 1 to {MaxCharacters} that are not all white space.");
        var task = new DescribedTask(id, [.. texts.Distinct(StringComparer.Ordinal)]);
        return task.Training.Count > 0 && task.HeldOut.Count > 0
            ? task
            : throw row.Refused($"{texts.Count} descriptions give {task.Training.Count} to learn from and {task.HeldOut.Count} to ask with; both are needed. Give the task more descriptions, 20 or so.");
    }

    private static IEnumerable<(ReadOnlyMemory<byte> Line, long Number)> Lines(Stream stream, string path)
    {
        var buffer = new byte[1 << 16];
        var line = new MemoryStream();
        var (total, number) = (0L, 0L);
        for (int read; (read = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if ((total += read) > MaxBytes)
                throw TooLarge(path, stream is GZipStream ? " when unpacked" : "");
            for (var start = 0; start < read;)
            {
                var end = Array.IndexOf(buffer, NewLine, start, read - start);
                var length = (end < 0 ? read : end) - start;
                if (line.Length + length > MaxLineBytes)
                    throw new DataFormatException(path, $"row {number + 1} is longer than {MaxLineBytes} bytes. Expected JSON lines: one object a line.");
                line.Write(buffer, start, length);
                start += length + 1;
                if (end < 0)
                    continue;
                number++;
                if (!IsBlank(line))
                    yield return (line.ToArray(), number);
                line.SetLength(0);
            }
        }
        if (!IsBlank(line))
            yield return (line.ToArray(), number + 1);
    }

    private static bool IsBlank(MemoryStream line) => line.GetBuffer().AsSpan(0, (int)line.Length).Trim(" \t\r"u8).IsEmpty;
}
