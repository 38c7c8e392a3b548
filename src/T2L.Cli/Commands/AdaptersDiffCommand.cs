using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Output;
using T2L.Registry.Comparing;

namespace T2L.Cli.Commands;

/// <summary>adapters diff: two versions side by side.</summary>
internal static class AdaptersDiffCommand
{
    private static readonly Argument<string> Left = new("left") { Description = "Id, digest, name, name:version or name@alias of one adapter." };
    private static readonly Argument<string> Right = new("right") { Description = "The other." };

    public static Command Create() => AdaptersCommand.Verb("diff", "Two versions side by side: what is said of them, what they change and how alike, what was measured.", RunAsync, [Left, Right],
        "./t2l adapters diff math/gsm8k:2 math/gsm8k:3");

    private static async Task<object> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var diff = await services.GetRequiredService<VersionDiffs>().CompareAsync(parsed.GetValue(Left)!, parsed.GetValue(Right)!, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Print(diff);
        return new
        {
            Left = AdaptersCommand.Summary(diff.Left), Right = AdaptersCommand.Summary(diff.Right), diff.Fields, diff.NotCompared, Evaluations = diff.Figures,
            Weights = diff.Weights is not { } weights ? null : new
            {
                LeftNorm = weights.Left, RightNorm = weights.Right, weights.Cosine,
                Modules = weights.Modules.Select(module => new { module.Place.Path, module.Place.Layer, module.Place.Module, LeftNorm = module.Left, RightNorm = module.Right, module.Cosine }).ToList(),
            },
        };
    }

    private static void Print(VersionDiff diff)
    {
        Terminal.Table(["", $"{diff.Left.Name}:{diff.Left.Version}", $"{diff.Right.Name}:{diff.Right.Version}"], diff.Fields.Select(field => (IReadOnlyList<string>)[field.Field, field.Left ?? "", field.Right ?? ""])
            .Concat(diff.Figures.Select(figure => (IReadOnlyList<string>)[$"{figure.Metric} on {figure.Suite}", Text(figure.Left), Text(figure.Right)])));
        if (diff.Weights is not { } weights)
        {
            Terminal.Line(diff.NotCompared!);
            return;
        }
        Terminal.Table(["matrix", "norm left", "norm right", "cosine"], weights.Modules.Select(module => (IReadOnlyList<string>)[module.Place.Path, Text(module.Left), Text(module.Right), Text(module.Cosine)])
            .Append(["all", Text(weights.Left), Text(weights.Right), Text(weights.Cosine)]));
    }

    private static string Text(double? value) => value?.ToString("g4", CultureInfo.InvariantCulture) ?? "";
}
