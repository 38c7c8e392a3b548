using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using T2L.Adapters.Svf;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Embedding;
using T2L.Hub.Profiles;
using T2L.Hypernetwork.Experts;
using T2L.Registry;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf write: an SVF expert from a description.</summary>
internal static class SvfWrite
{
    private const int LongestLabel = 200;

    private static readonly Argument<string> Description = new("description") { Description = "The task in plain English." };
    private static readonly Option<DirectoryInfo> Hypernetwork = new("--hypernetwork") { Description = "Folder that svf train-text wrote.", Required = true };
    private static readonly Option<DirectoryInfo?> Encoder = new("--encoder") { Description = "Text encoder folder. Default: Generation:Encoder." };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "File to write, .safetensors.", Required = true };

    public static Command Create()
    {
        var command = new Command("write", "Write an SVF expert from a description.") { Description, Hypernetwork, Encoder, Out, SvfOptions.Force };
        command.SetAction(Run);
        return command.WithExamples("./t2l svf write \"Write the word backwards.\" --hypernetwork text-to-expert --out backwards.safetensors");
    }

    private static int Run(ParseResult parsed)
    {
        var description = TaskDescription.Check(parsed.GetValue(Description));
        var path = SvfOptions.OutputFile(parsed.GetValue(Out)!, parsed.GetValue(SvfOptions.Force));
        using var generator = ExpertGenerator.Load(parsed.GetValue(Hypernetwork)!.FullName);
        using var encoder = TextEncoder.Load(parsed.GetValue(Encoder)?.FullName ?? ProfileOption.Load(parsed, [], PartKind.Encoder)["Generation:Encoder"]!);
        if (encoder.Digest != generator.Config.EncoderDigest)
            throw new UsageException($"The hypernetwork was trained with the text encoder {generator.Config.EncoderDigest}; this one is {encoder.Digest}. Name its own: --encoder DIR.");
        var clock = Stopwatch.StartNew();
        var expert = generator.Generate(encoder.Embed([description]), [Label(description)])[0];
        var milliseconds = clock.Elapsed.TotalMilliseconds;
        SvfExpertFile.Write(path, expert);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Path = path, Digest = SvfExpertFile.DigestOf(expert).Value, Parameters = expert.ParameterCount, Milliseconds = milliseconds });
        else
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{path}: an expert of {expert.ParameterCount:N0} numbers for '{expert.Manifest.BaseModel}', {milliseconds:F1} ms"));
        return ExitCode.Success;
    }

    // A label is one line.
    private static string Label(string description)
    {
        var line = string.Concat(description.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length <= LongestLabel ? line : line[..(char.IsHighSurrogate(line[LongestLabel - 1]) ? LongestLabel - 1 : LongestLabel)];
    }
}
