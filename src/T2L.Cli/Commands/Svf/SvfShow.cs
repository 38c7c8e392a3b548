using System.CommandLine;
using System.Globalization;
using T2L.Adapters.Svf;
using T2L.Cli.Output;
using T2L.Svf.Decomposition;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf show: what an expert or a decomposition is.</summary>
internal static class SvfShow
{
    private static readonly Argument<string> What = new("what") { Description = "Safetensors file of an expert, or folder of a decomposition." };
    private static readonly Option<DirectoryInfo?> Decomposition = new("--decomposition") { Description = "Decomposition that the expert has to fit; its effect on each matrix is shown." };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Read every byte of a decomposition and compare the hashes." };

    public static Command Create()
    {
        var command = new Command("show", "Show an expert or a decomposition, and check it.") { What, Decomposition, Verify };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command.WithExamples(
            "./t2l svf show math.safetensors --decomposition svd",
            "./t2l svf show svd --verify --json");
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(parsed.GetValue(What)!);
        var json = parsed.GetValue(CommonOptions.Json);
        if (Directory.Exists(path))
        {
            if (parsed.GetValue(Decomposition) is not null)
                throw new UsageException("--decomposition is for an expert; a decomposition is shown by itself.");
            ShowDecomposition(path, parsed.GetValue(Verify), json, cancellation);
        }
        else
        {
            if (parsed.GetValue(Verify))
                throw new UsageException("--verify is for the folder of a decomposition; an expert is always read whole.");
            ShowExpert(path, parsed.GetValue(Decomposition)?.FullName, json);
        }

        return ExitCode.Success;
    }

    private static void ShowDecomposition(string folder, bool verify, bool json, CancellationToken cancellation)
    {
        using var stored = StoredDecomposition.Open(folder);
        if (verify)
            stored.Verify(cancellation);
        var document = SvfDocuments.Of(folder, stored.Manifest);
        if (json)
        {
            Terminal.Json(new { Decomposition = document, Verified = verify });
            return;
        }

        Terminal.Table(["", ""],
        [
            ["digest", document.Digest], ["base model", document.BaseModel], ["base digest", document.BaseDigest],
            ["targets", SvfTargets.Show(document.Targets)], ["layers", Text(document.Layers)], ["matrices", Text(document.Matrices)],
            ["parameters of an expert", Text(document.SingularValues)], ["number format", document.Dtype], ["bytes", Text(document.Bytes)],
            .. verify ? (IEnumerable<IReadOnlyList<string>>)[["verified", "every hash matches"]] : [],
        ]);
    }

    private static void ShowExpert(string path, string? decomposition, bool json)
    {
        var expert = SvfOptions.ReadExpert(path);
        var document = SvfDocuments.Of(path, expert);
        var effects = decomposition is null ? null : Effects(expert, Path.GetFileName(path), decomposition);
        if (json)
        {
            Terminal.Json(new { Expert = document, Effects = effects?.Select(effect => new { effect.Name, effect.Scale, effect.Least, effect.Largest }).ToList() });
            return;
        }

        Terminal.Table(["", ""],
        [
            ["digest", document.Digest], ["label", document.Label], ["gate", document.Gate], ["base model", document.BaseModel], ["base digest", document.BaseDigest],
            ["decomposition", document.DecompositionDigest], ["targets", SvfTargets.Show(document.Targets)], ["matrices", Text(document.Matrices)],
            ["parameters", Text(document.Parameters)], ["bytes", Text(document.Bytes)], ["made by", document.Method],
            .. document.Training.Select(detail => (IReadOnlyList<string>)["  " + detail.Key, detail.Value]),
        ]);
        if (effects is not null)
            Terminal.Table(["matrix", "c", "least z", "largest z"], effects.Select(effect => (IReadOnlyList<string>)[effect.Name, Text(effect.Scale), Text(effect.Least), Text(effect.Largest)]));
    }

    private static List<(string Name, double Scale, double Least, double Largest)> Effects(SvfExpert expert, string name, string folder)
    {
        using var stored = StoredDecomposition.Open(folder);
        SvfFit.Check(expert, name, stored.Manifest);
        return [.. expert.Vectors.Keys.Select(matrix =>
        {
            var effect = EffectiveGate.Of(expert, matrix, stored.SingularValues(matrix));
            return (matrix, effect.Scale, effect.Z.Min(), effect.Z.Max());
        })];
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("F4", CultureInfo.InvariantCulture);
}
