using System.CommandLine;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Analysis;

namespace T2L.Cli.Commands;

/// <summary>adapters diff and adapters spectrum: what versions change.</summary>
internal static class AdaptersDiffCommand
{
    private const int ShownValues = 8;
    private static readonly Argument<string> Left = ReferenceArgument.Create("left", "Id, digest, name, name:version or name@alias of one adapter.");
    private static readonly Argument<string> Right = ReferenceArgument.Create("right", "The other.");
    private static readonly Argument<string> Reference = ReferenceArgument.Create();

    public static Command Diff() => ClientCommand.Create(
        "diff", "Two versions side by side: what is said of them, what they change and how alike, what was measured.", DiffAsync, [Left, Right],
        "./t2l adapters diff math/gsm8k:2 math/gsm8k:3");

    public static Command Spectrum() => ClientCommand.Create(
        "spectrum", "How strongly an adapter changes each matrix: the norm, and the largest singular values.", SpectrumAsync, [Reference],
        "./t2l adapters spectrum math/gsm8k");

    private static async Task<object> DiffAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var diff = await t2l.Analysis.DiffAsync(parsed.GetValue(Left)!, parsed.GetValue(Right)!, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Print(diff);
        return new { Left = AdapterDocument.Of(diff.Left), Right = AdapterDocument.Of(diff.Right), diff.Fields, diff.NotCompared, diff.Evaluations, diff.Weights };
    }

    private static async Task<object> SpectrumAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var spectrum = await t2l.Analysis.SpectrumAsync(parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Table(["matrix", "norm", "largest values"], spectrum.Modules.Select(module => (IReadOnlyList<string>)
                [module.Path, Text(module.Norm), string.Join(" ", module.Values.Take(ShownValues).Select(value => Text(value))) + (module.Values.Count > ShownValues ? " …" : "")])
                .Append(["all", Text(spectrum.Norm), ""]));
        }
        return spectrum;
    }

    private static void Print(VersionDiff diff)
    {
        Terminal.Table(["", $"{diff.Left.Name}:{diff.Left.Version}", $"{diff.Right.Name}:{diff.Right.Version}"], diff.Fields
            .Select(field => (IReadOnlyList<string>)[field.Field, field.Left ?? "", field.Right ?? ""])
            .Concat(diff.Evaluations.Select(figure => (IReadOnlyList<string>)[$"{figure.Metric} on {figure.Suite}", Text(figure.Left), Text(figure.Right)])));
        if (diff.Weights is not { } weights)
        {
            Terminal.Line(diff.NotCompared!);
            return;
        }
        Terminal.Table(["matrix", "norm left", "norm right", "cosine"], weights.Modules.Select(module => (IReadOnlyList<string>)
            [module.Path, Text(module.LeftNorm), Text(module.RightNorm), Text(module.Cosine)])
            .Append(["all", Text(weights.LeftNorm), Text(weights.RightNorm), Text(weights.Cosine)]));
    }

    private static string Text(double? value) => value?.ToString("g4", CultureInfo.InvariantCulture) ?? "";
}
