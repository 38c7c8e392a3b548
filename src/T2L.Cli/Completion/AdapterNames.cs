using System.CommandLine.Completions;
using T2L.Cli.Hosting;
using T2L.Client;
using T2L.Client.Adapters;

namespace T2L.Cli.Completion;

/// <summary>Names of adapters for the shell, where a server can be asked. A registry without one would have to be started first, which takes longer than anybody waits for a key.</summary>
internal static class AdapterNames
{
    private const int Most = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>References that begin as what was typed: names, and with an @ the aliases of a name.</summary>
    public static IEnumerable<string> Of(CompletionContext context)
    {
        try
        {
            using var t2l = ServerConnection.ToNamed(context.ParseResult);
            using var patience = new CancellationTokenSource(Patience);
            // A completion source is asked synchronously; there is nothing else in the process that could wait for it.
            return t2l is null ? [] : Task.Run(() => AskAsync(t2l, context.WordToComplete, patience.Token)).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is T2LException or HttpRequestException or OperationCanceledException or UsageException)
        {
            return []; // where nothing is known, nothing is proposed
        }
    }

    private static async Task<IReadOnlyList<string>> AskAsync(T2LClient t2l, string typed, CancellationToken cancellation)
    {
        if (typed.IndexOf('@', StringComparison.Ordinal) is > 0 and var at)
            return [.. (await t2l.Aliases.ListAsync(typed[..at], cancellation).ConfigureAwait(false)).Select(entry => $"{entry.Adapter}@{entry.Alias}")];
        var page = await t2l.Adapters.PageAsync(new AdapterQuery { Name = typed.Length > 0 ? typed : null, Sort = "name", PageSize = Most }, cancellationToken: cancellation).ConfigureAwait(false);
        return [.. page.Items.Select(entry => entry.Name).Distinct(StringComparer.Ordinal)];
    }
}
