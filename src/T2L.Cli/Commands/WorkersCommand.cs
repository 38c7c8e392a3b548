using System.CommandLine;
using System.Globalization;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Client;

namespace T2L.Cli.Commands;

/// <summary>workers: who serves.</summary>
internal static class WorkersCommand
{
    public static Command Create() => new Command("workers", "The workers that are at work.")
    {
        ClientCommand.Create("list", "The workers by name; one that has been silent for half a minute is left out.", ListAsync, [], "./t2l workers list", "./t2l workers list --server http://127.0.0.1:8080"),
        ServerConnection.Server,
    }.WithExamples("./t2l workers list");

    private static async Task<object> ListAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var workers = await t2l.Workers.ListAsync(cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Table(["worker", "base model", "device", "adapters", "came", "seen"], workers.Select(worker => (IReadOnlyList<string>)
                [worker.Name, worker.BaseModel ?? "", worker.Device ?? "", worker.Adapters.ToString(CultureInfo.InvariantCulture), Text(worker.StartedAt), Text(worker.SeenAt)]));
        }
        return new { Items = workers };
    }

    private static string Text(DateTimeOffset at) => at.ToString("u", CultureInfo.InvariantCulture);
}
