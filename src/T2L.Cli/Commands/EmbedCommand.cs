using System.CommandLine;
using System.Text.Json;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Embedding;
using T2L.Hub.Profiles;
using T2L.Registry;

namespace T2L.Cli.Commands;

/// <summary>embed: task embeddings of descriptions as safetensors.</summary>
internal static class EmbedCommand
{
    private static readonly Option<string[]> Text = new("--text") { Description = "A description; may be given several times.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<FileInfo?> Texts = new("--texts") { Description = "A file with one description a line, or JSONL with a text field." };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "Safetensors file to write: task_embs [n, E], each row of norm √E.", Required = true };
    private static readonly Option<DirectoryInfo?> Encoder = new("--encoder") { Description = "Text encoder folder. Default: Generation:Encoder of appsettings.json." };

    public static Command Create()
    {
        var command = new Command("embed", "Embed task descriptions.") { Text, Texts, Out, Encoder, ProfileOption.Name };
        command.SetAction(Run);
        return command.WithExamples(
            "./t2l embed --text \"Write the word backwards.\" --text \"Give the year of the date.\" --out task_embs.safetensors",
            "./t2l embed --texts descriptions.txt --out task_embs.safetensors");
    }

    private static int Run(ParseResult parsed)
    {
        var texts = (parsed.GetValue(Text) ?? []).Concat(parsed.GetValue(Texts) is { } file ? Lines(file) : []).ToList();
        if (texts.Count == 0)
            throw new UsageException("Nothing to embed: give --text TEXT or --texts FILE.");
        for (var row = 0; row < texts.Count; row++)
            if (TaskDescription.Fault(texts[row]) is { } fault)
                throw new UsageException($"Description {row + 1}: {fault}");
        using var encoder = TextEncoder.Load(parsed.GetValue(Encoder)?.FullName ?? ProfileOption.Load(parsed, [], PartKind.Encoder)["Generation:Encoder"]!);
        var embeddings = encoder.Embed(texts, CancellationToken.None);
        var path = parsed.GetValue(Out)!.FullName;
        SafetensorsWriter.Write(path, new Dictionary<string, TensorData> { ["task_embs"] = embeddings });
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Path = path, Descriptions = texts.Count, encoder.Size, EncoderDigest = encoder.Digest.Value });
        else
            Terminal.Line($"{path}: task_embs [{texts.Count}, {encoder.Size}]");
        return ExitCode.Success;
    }

    private static IEnumerable<string> Lines(FileInfo file)
    {
        if (!file.Exists)
            throw new UsageException($"--texts '{file.FullName}' does not exist.");
        var jsonLines = file.Extension is ".jsonl" or ".ndjson";
        var number = 0;
        foreach (var line in File.ReadLines(file.FullName))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return jsonLines ? TextField(line, file.Name, number) : line;
        }
    }

    private static string TextField(string line, string file, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
                return text.GetString()!;
        }
        catch (JsonException)
        {
            // Reported below with the other ways to be wrong.
        }
        throw new UsageException($"{file}, line {number}: expected a JSON object with a string field 'text'.");
    }
}
