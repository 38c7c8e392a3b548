using System.Globalization;
using System.Text;
using T2L.Adapters.Storage;
using T2L.Hub.Protocol;

namespace T2L.Hub.Download;

/// <summary>
/// Remembers beside a partial file which of its bytes are there: a first line with the file's size, then a line for each range. Lines
/// are only appended, each after its bytes were written, so a process that is killed loses at most what it had not noted yet.
/// </summary>
internal sealed class RangeJournal : IDisposable
{
    private const string Head = "t2l-ranges 1";
    private const long MaxBytes = 16 << 20;

    private readonly FileStream _file;

    private RangeJournal(FileStream file) => _file = file;

    /// <summary>What a journal says; nothing where it is missing, damaged or about a file of another size.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="size">The size the finished file has.</param>
    /// <param name="present">Bytes that the partial file has at most.</param>
    public static RangeSet Read(string path, long size, long present)
    {
        var ranges = new RangeSet();
        if (!File.Exists(path) || new FileInfo(path).Length > MaxBytes)
            return ranges;
        var lines = File.ReadAllText(path, Encoding.ASCII).Split('\n');
        if (lines[0] != HeadLine(size))
            return ranges;
        // The last element is what follows the last line's end: empty, or a line that was cut.
        foreach (var line in lines[1..^1])
            if (line.Split(' ') is [var start, var end] && Number(start) is { } from && Number(end) is { } to && to <= Math.Min(size, present))
                ranges.Add(new(from, to));
        return ranges;
    }

    /// <summary>Begins a journal with what is there already.</summary>
    public static RangeJournal Start(string path, long size, RangeSet ranges)
    {
        var text = new StringBuilder(HeadLine(size)).Append('\n');
        foreach (var range in ranges.Ranges)
            text.Append(Line(range));
        AtomicFile.Write(path, Encoding.ASCII.GetBytes(text.ToString()));
        return new RangeJournal(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));
    }

    public void Add(ByteRange range) => _file.Write(Encoding.ASCII.GetBytes(Line(range)));

    public void Dispose() => _file.Dispose();

    private static string HeadLine(long size) => string.Create(CultureInfo.InvariantCulture, $"{Head} {size}");

    private static string Line(ByteRange range) => string.Create(CultureInfo.InvariantCulture, $"{range.Start} {range.End}\n");

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
