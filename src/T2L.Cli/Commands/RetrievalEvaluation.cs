using System.CommandLine;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Embedding;
using T2L.Hub.Profiles;
using T2L.Training.Data;
using T2L.Training.Evaluation.Retrieval;

namespace T2L.Cli.Commands;

/// <summary>eval --encoder-retrieval: does a description in new words find its task?</summary>
internal static class RetrievalEvaluation
{
    private static readonly Option<FileInfo?> File = new("--encoder-retrieval") { Description = "Measure the text encoder alone: which task of this file does a held-out description find? JSON lines {\"task\", \"descriptions\"}, packed with gzip or not." };

    public const string Example = "./t2l eval --encoder-retrieval task-descriptions.jsonl.gz --encoder models/nano/encoder";

    public static IReadOnlyList<Option> Options { get; } = [File];

    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(File) is not null;

    /// <summary>Measures.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folders">Folders that the command's own options name, by their key of the configuration.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static int Run(ParseResult parsed, IEnumerable<KeyValuePair<string, string?>> folders, CancellationToken cancellation)
    {
        var tasks = DescriptionFile.Read(parsed.GetValue(File)!.FullName);
        using var encoder = TextEncoder.Load(ProfileOption.Load(parsed, folders, PartKind.Encoder)["Generation:Encoder"]!);
        var report = RetrievalEvaluator.Run(tasks, encoder, cancellation);
        if (parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Json(report);
            return ExitCode.Success;
        }
        Terminal.Table(["method", "first", "95 % interval", "among five"],
            report.Rows.Select(row => (IReadOnlyList<string>)[row.Method, PercentText.Of(row.Top1), PercentText.Of(row.Low, row.High), PercentText.Of(row.Top5)]));
        Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{report.Queries} held-out descriptions, {report.Tasks} tasks, {report.Gallery} descriptions to compare with"));
        foreach (var confusion in report.Confusions.Take(5))
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"confused {confusion.Count} times: {confusion.First}, {confusion.Second}"));
        return ExitCode.Success;
    }
}
