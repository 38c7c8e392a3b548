namespace T2L.Training.Rows;

/// <summary>A data set on this machine: JSON lines, or one JSON list. Rows are read when they are wanted. Safe for use by many threads.</summary>
public abstract class RowFile
{
    private protected RowFile(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Rows in it.</summary>
    public abstract int Count { get; }

    /// <summary>Opens a file; a first character <c>[</c> tells a list from lines.</summary>
    /// <exception cref="DataFormatException">The file is missing, empty, too large, or not of either form.</exception>
    public static RowFile Open(string path)
    {
        if (!File.Exists(path))
            throw new DataFormatException(path, "the file does not exist. Expected JSON lines (one object a line) or a JSON list of objects.");
        try
        {
            RowFile rows = FirstCharacter(path) == '[' ? JsonListFile.Read(path) : JsonLinesFile.Index(path);
            return rows.Count > 0 ? rows : throw new DataFormatException(path, "the file has no rows.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, $"the file cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a row, counted from 0.</summary>
    /// <exception cref="DataFormatException">It is not a JSON object.</exception>
    public abstract Row Read(int index);

    private static int FirstCharacter(string path)
    {
        using var stream = File.OpenRead(path);
        int next;
        do
            next = stream.ReadByte();
        while (next is ' ' or '\t' or '\r' or '\n' or 0xEF or 0xBB or 0xBF); // white space and the mark that some editors write
        return next;
    }
}
