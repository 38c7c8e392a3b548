using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace T2L.Benchmarks.Tokenizers;

/// <summary>Texts and vocabularies for the tokenizer benchmark, from the shared folder beside the repository.</summary>
internal static class SampleTexts
{
    /// <summary>The bytes of one tokenizer.json of the golden cases.</summary>
    public static byte[] Vocabulary(string name)
    {
        string folder = Path.Combine(Fixtures(), "tokenizers", name);
        string packed = Path.Combine(folder, "tokenizer.json.gz");
        return File.Exists(packed) ? Unpack(packed) : File.ReadAllBytes(Path.Combine(folder, "tokenizer.json"));
    }

    /// <summary>Whether the golden cases are there; a clone alone has none, and then nothing is measured.</summary>
    public static bool HasVocabulary(string name) => Directory.Exists(Path.Combine(Fixtures(), "tokenizers", name));

    /// <summary>Each kind of text, about as many characters of it as asked for; no stretch repeats.</summary>
    public static IReadOnlyList<(string Kind, string Text)> All(int characters) =>
        [.. new[] { ("English", English(characters)), ("C#", Code(characters)), ("CJK and emoji", Ideographs(characters / 2)) }.Where(text => text.Item2.Length > 0)];

    private static string English(int characters)
    {
        string file = Path.Combine(Fixtures(), "..", "data", "task-descriptions.jsonl.gz");
        if (!File.Exists(file))
            return "";
        var text = new StringBuilder();
        using var lines = new StringReader(Encoding.UTF8.GetString(Unpack(file)));
        while (text.Length < characters && lines.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            foreach (var description in document.RootElement.GetProperty("descriptions").EnumerateArray())
                text.Append(description.GetString()).Append('\n');
        }
        return text.ToString(0, Math.Min(characters, text.Length));
    }

    private static string Code(int characters)
    {
        var text = new StringBuilder();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            if (text.Length < characters)
                text.Append(File.ReadAllText(file));
        return text.ToString(0, Math.Min(characters, text.Length));
    }

    // Random ideographs never repeat a word, the hardest case: every sentence is merged anew.
    private static string Ideographs(int characters)
    {
        var random = new Random(20261121);
        var text = new StringBuilder();
        while (text.Length < characters)
        {
            for (int count = random.Next(4, 25); count > 0; count--)
                text.Append((char)random.Next(0x4E00, 0x6E00));
            text.Append(random.Next(6) == 0 ? char.ConvertFromUtf32(random.Next(0x1F600, 0x1F64F)) : "，");
        }
        return text.ToString();
    }

    private static byte[] Unpack(string path)
    {
        using var source = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }

    private static string Fixtures() => Environment.GetEnvironmentVariable("T2L_FIXTURES") ?? Path.Combine(Root(), "..", "shared", "fixtures");

    private static string Root()
    {
        var directory = new DirectoryInfo(Environment.GetEnvironmentVariable("T2L_ROOT") ?? AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "T2L.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("No T2L.sln above the program; set T2L_ROOT to the repository.");
    }
}
