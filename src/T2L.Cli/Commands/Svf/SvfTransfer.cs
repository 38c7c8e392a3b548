using System.CommandLine;
using System.Globalization;
using T2L.Adapters.Svf;
using T2L.Cli.Output;
using T2L.Svf.Decomposition;
using T2L.Svf.Transfer;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf transfer: an expert on another model of equal shape.</summary>
internal static class SvfTransfer
{
    private static readonly Argument<FileInfo> Source = new("expert") { Description = "Safetensors file of an expert." };
    private static readonly Option<DirectoryInfo> From = new("--from") { Description = "Decomposition that the expert was trained with.", Required = true };
    private static readonly Option<DirectoryInfo> To = new("--to") { Description = "Decomposition of the other model.", Required = true };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "Safetensors file to write.", Required = true };
    private static readonly Option<uint?> Shuffle = new("--shuffle") { Description = "Permute each vector with this seed: the control that says whether order means anything." };

    public static Command Create()
    {
        var command = new Command("transfer", "Use an expert on another model of equal shape: its numbers as they are, singular value by singular value.") { Source, From, To, Out, Shuffle, SvfOptions.Force };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed), CancellationToken.None));
        return command.WithExamples(
            "./t2l svf transfer math.safetensors --from /models/llama-3-8b-svd --to /models/mistral-7b-svd --out math-mistral.safetensors",
            "./t2l svf transfer math.safetensors --from svd --to other-svd --shuffle 1 --out control.safetensors --json");
    }

    private static int Run(ParseResult parsed)
    {
        var target = SvfOptions.OutputFile(parsed.GetValue(Out)!, parsed.GetValue(SvfOptions.Force));
        var path = parsed.GetValue(Source)!.FullName;
        var expert = SvfOptions.ReadExpert(path);
        using var from = StoredDecomposition.Open(parsed.GetValue(From)!.FullName);
        using var to = StoredDecomposition.Open(parsed.GetValue(To)!.FullName);
        var moved = ExpertTransfer.Run(expert, Path.GetFileName(path), from.Manifest, to.Manifest, parsed.GetValue(Shuffle));
        var report = ExpertTransfer.Report(expert, from, to);
        SvfExpertFile.Write(target, moved);
        if (parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Json(new { Expert = SvfDocuments.Of(target, moved), Matrices = report });
            return ExitCode.Success;
        }

        Terminal.Table(["matrix", "correlation of log S", "mean |cos| of vectors", "by chance"],
            report.Select(matrix => (IReadOnlyList<string>)[matrix.Name, Text(matrix.ValueCorrelation), matrix.VectorCosine is { } cosine ? Text(cosine) : "other side", Text(matrix.ChanceCosine)]));
        Terminal.Line($"{target} written: for '{moved.Manifest.BaseModel}', numbers of '{expert.Manifest.BaseModel}'. Measure it there before you rely on it.");
        return ExitCode.Success;
    }

    private static string Text(double number) => number.ToString("F4", CultureInfo.InvariantCulture);
}
