using System.Globalization;
using System.Text;
using System.Text.Json;

namespace T2L.Adapters.Examples;

/// <summary>Reads examples from JSON lines: <c>{"input": "stone", "answer": "enots"}</c>, one a line, empty lines passed over.</summary>
public static class ExampleFile
{
    /// <summary>Largest file read: the most characters there may be, escaped as <c>\u1234</c>, and room for the field names.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>1 to 64 examples.</returns>
    /// <exception cref="ExampleFormatException">It is missing, too large, or a line is not an example.</exception>
    public static IReadOnlyList<AnswerExample> Read(string path)
    {
        var name = Path.GetFileName(path);
        byte[] bytes;
        try
        {
            using var file = File.OpenRead(path);
            bytes = ReadWhole(file, name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExampleFormatException($"The examples '{path}' cannot be read: {error.Message}", error);
        }

        return Parse(bytes, name);
    }

    // A pipe has no length: reading tells where it ends, or that it is too long.
    private static byte[] ReadWhole(Stream file, string name)
    {
        var bytes = new byte[MaxBytes + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= MaxBytes
            ? bytes[..length]
            : throw new ExampleFormatException($"{name}: the file has more than {MaxBytes} bytes. Keep at most {AnswerExamples.MaxCount} examples.");
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>1 to 64 examples.</returns>
    /// <exception cref="ExampleFormatException">A line is not an example, or there are too few or too many.</exception>
    public static IReadOnlyList<AnswerExample> Parse(ReadOnlySpan<byte> bytes, string name)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            throw new ExampleFormatException($"{name}: the file is not UTF-8 text.");
        var examples = new List<AnswerExample>();
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var example = Line(line, name, number);
            if (AnswerExamples.Fault(example) is { } fault)
                throw Refuse(name, number, fault);
            examples.Add(example);
            if (examples.Count > AnswerExamples.MaxCount)
                throw Refuse(name, number, $"this is example {examples.Count}; at most {AnswerExamples.MaxCount} are used. Choose the most telling ones, or train on all: ./t2l train sft.");
        }

        return AnswerExamples.Fault(examples) is { } whole ? throw new ExampleFormatException($"{name}: {whole}") : examples;
    }

    private static AnswerExample Line(string line, string name, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Refuse(name, number, "expected an object like {\"input\": \"stone\", \"answer\": \"enots\"}.");
            foreach (var field in document.RootElement.EnumerateObject().Where(field => field.Name is not ("input" or "answer")))
                throw Refuse(name, number, $"field '{field.Name[..Math.Min(field.Name.Length, 40)]}' is not known; expected input and answer.");
            return new AnswerExample(Text(document.RootElement, "input", name, number), Text(document.RootElement, "answer", name, number));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ExampleFormatException($"{name}, line {number.ToString(CultureInfo.InvariantCulture)}: not JSON. Expected {{\"input\": \"stone\", \"answer\": \"enots\"}}, one object a line.", error);
        }
    }

    private static string Text(JsonElement line, string field, string name, int number) =>
        line.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Refuse(name, number, $"{field} is missing or no text; expected {{\"input\": \"stone\", \"answer\": \"enots\"}}.");

    private static ExampleFormatException Refuse(string name, int number, string fault) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name}, line {number}: {fault}"));
}
