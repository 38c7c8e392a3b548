using Microsoft.Win32.SafeHandles;

namespace T2L.Training.Rows;

/// <summary>JSON lines. Only where the lines begin is kept in memory, so a data set may be larger than memory.</summary>
internal sealed class JsonLinesFile : RowFile
{
    private const int MaxLineBytes = 4 << 20;
    private const int MaxRows = 50_000_000;

    private readonly List<(long Start, int Length)> _lines;

    private JsonLinesFile(string path, List<(long Start, int Length)> lines) : base(path) => _lines = lines;

    public override int Count => _lines.Count;

    /// <summary>Finds the lines; empty ones are passed over.</summary>
    public static JsonLinesFile Index(string path)
    {
        var lines = new List<(long, int)>();
        using var file = Handle(path);
        var buffer = new byte[1 << 16];
        var (start, position) = (0L, 0L);
        var blank = true;
        for (int read; (read = RandomAccess.Read(file, buffer, position)) > 0; position += read)
        {
            for (var i = 0; i < read; i++)
            {
                if (buffer[i] != '\n')
                {
                    blank &= IsSpace(buffer[i]);
                    continue;
                }
                if (!blank)
                    Add(lines, path, start, position + i);
                (start, blank) = (position + i + 1, true);
            }
            if (position + read - start > MaxLineBytes)
                throw TooLong(path, lines.Count);
        }
        if (!blank)
            Add(lines, path, start, position);
        return new(path, lines);
    }

    public override Row Read(int index)
    {
        var (start, length) = _lines[index];
        var bytes = new byte[length];
        using (var file = Handle(Path))
        {
            var read = 0;
            for (int part; read < length && (part = RandomAccess.Read(file, bytes.AsSpan(read), start + read)) > 0; read += part)
            {
            }
            if (read < length)
                throw new DataFormatException(Path, $"the file became shorter while it was in use; row {index + 1} ends behind its end.");
        }
        var json = bytes.AsMemory();
        return Row.Parse(json.Span.StartsWith(ByteOrderMark) ? json[ByteOrderMark.Length..] : json, Path, index + 1);
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or 0xEF or 0xBB or 0xBF;

    private static void Add(List<(long, int)> lines, string path, long start, long end)
    {
        if (end - start > MaxLineBytes)
            throw TooLong(path, lines.Count);
        if (lines.Count == MaxRows)
            throw new DataFormatException(path, $"the file has more than {MaxRows} rows.");
        lines.Add((start, (int)(end - start)));
    }

    private static DataFormatException TooLong(string path, int rows) =>
        new(path, $"row {rows + 1} is longer than {MaxLineBytes} bytes. Expected JSON lines: one object a line.");

    private static SafeFileHandle Handle(string path) => File.OpenHandle(path);
}
