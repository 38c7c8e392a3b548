namespace T2L.Training.Tasks.Inputs;

/// <summary>Text files inside the assembly.</summary>
internal static class EmbeddedText
{
    /// <summary>The lines of a file that say something: numbered from 1, trimmed, without comments and empty lines.</summary>
    /// <param name="path">The path below <c>Tasks</c>, with dots: <c>Phrases.word.txt</c>.</param>
    public static IEnumerable<(int Number, string Text)> Lines(string path) => Lines(Open(path));

    /// <summary>The same of any text.</summary>
    public static IEnumerable<(int Number, string Text)> Lines(TextReader reader)
    {
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Trim() is { Length: > 0 } text && text[0] != '#')
                yield return (number, text);
        }
    }

    private static StreamReader Open(string path)
    {
        var name = "T2L.Training.Tasks." + path;
        return new StreamReader(typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"The assembly holds no '{name}'. Is the file listed as EmbeddedResource?", path));
    }
}
