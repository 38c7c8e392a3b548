using System.CommandLine;
using T2L.Adapters.Origin;
using T2L.Cli.Output;
using T2L.Client;

namespace T2L.Cli.Commands;

/// <summary>adapters similar and adapters near: what is near in meaning.</summary>
internal static class AdaptersSimilarCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create();
    private static readonly Argument<string> Task = new("task") { Description = "A task in plain words." };
    private static readonly Option<int> Limit = new("--limit") { Description = "How many adapters, at most 200.", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> Few = new("--limit") { Description = "How many adapters, at most 20.", DefaultValueFactory = _ => 5 };

    public static Command Similar() => ClientCommand.Create("similar", "The adapters whose tasks are nearest to one's own, nearest first.", SimilarAsync, [Reference, Limit],
        "./t2l adapters similar math/gsm8k");

    public static Command Near() => ClientCommand.Create(
        "near", "How new a task is to the hypernetwork, and which adapters there are for tasks like it, before anything is made.", NearAsync, _ => true, [Task, Few],
        "./t2l adapters near \"Write the word backwards.\"");

    private static async Task<object> SimilarAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var size = ClientCommand.PageSize(parsed, Limit);
        var items = await ClientCommand.WhenReadyAsync(() => t2l.Adapters.SimilarAsync(parsed.GetValue(Reference)!, size, cancellation), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            AdaptersListCommand.Print(items);
        return new { Items = items };
    }

    private static async Task<object> NearAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var near = await ClientCommand.WhenReadyAsync(() => t2l.Tasks.NearAsync(parsed.GetValue(Task)!, parsed.GetValue(Few), cancellation), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            foreach (var line in ReportLines.Of(new GenerationReport(near.Novelty, Search: null)))
                Terminal.Line(line);
            AdaptersListCommand.Print(near.Adapters);
        }
        return near;
    }
}
