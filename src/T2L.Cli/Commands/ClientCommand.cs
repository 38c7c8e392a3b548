using System.CommandLine;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Registry.Catalog;

namespace T2L.Cli.Commands;

/// <summary>Commands that ask a server, a running one or their own.</summary>
internal static class ClientCommand
{
    /// <summary>A command that prints what it returns with <c>--json</c>.</summary>
    public static Command Create(
        string name, string description, Func<ParseResult, T2LClient, CancellationToken, Task<object>> run, Symbol[] symbols, params string[] examples) =>
        Create(name, description, run, _ => false, symbols, examples);

    /// <summary>The same, where a server of its own needs the models for some command lines.</summary>
    public static Command Create(
        string name, string description, Func<ParseResult, T2LClient, CancellationToken, Task<object>> run, Func<ParseResult, bool> withModels, Symbol[] symbols, params string[] examples)
    {
        var command = Taking(new Command(name, description), symbols);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, withModels(parsed), async t2l =>
        {
            var result = await run(parsed, t2l, cancellation).ConfigureAwait(false);
            if (parsed.GetValue(CommonOptions.Json))
                Terminal.Json(result);
            return ExitCode.Success;
        }, cancellation));
        return command.WithExamples(examples);
    }

    /// <summary>Runs what needs a server, with one.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="withModels">Whether a server of its own needs the models.</param>
    /// <param name="run">Prints what it finds, and says the exit code.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<int> RunAsync(ParseResult parsed, bool withModels, Func<T2LClient, Task<int>> run, CancellationToken cancellation)
    {
        var server = await ServerConnection.OpenAsync(parsed, withModels, cancellation).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
            return await run(server.Client).ConfigureAwait(false);
    }

    /// <summary>A command with its options and arguments.</summary>
    public static Command Taking(Command command, Symbol[] symbols)
    {
        foreach (var symbol in symbols)
            if (symbol is Option option)
                command.Options.Add(option);
            else
                command.Arguments.Add((Argument)symbol);
        return command;
    }

    /// <summary>Rows of a page, refused here in the words of the command line.</summary>
    public static int PageSize(ParseResult parsed, Option<int> limit) => parsed.GetValue(limit) is >= 1 and <= CatalogPageRequest.MaxSize and var size
        ? size
        : throw new UsageException($"{limit.Name} is {parsed.GetValue(limit)}; expected 1 to {CatalogPageRequest.MaxSize}.");

    /// <summary>Asks again while the models are loading, or too much was asked for, as long as a person would wait.</summary>
    public static async Task<T> WhenReadyAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        for (var tries = 60; ; tries--)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (T2LException error) when (tries > 0 && error.Code is "model_not_ready" or "index_loading" or "too_many_requests")
            {
                await Task.Delay(error.Code == "too_many_requests" && error.RetryAfter is { } wait ? wait : TimeSpan.FromSeconds(1), cancellation).ConfigureAwait(false);
            }
        }
    }
}
