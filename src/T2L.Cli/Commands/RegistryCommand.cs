using System.CommandLine;
using T2L.Cli.Hosting;
using T2L.Cli.Output;

namespace T2L.Cli.Commands;

/// <summary>Commands of the operator, that work on the registry of the configuration itself: the API has nothing like them.</summary>
internal static class RegistryCommand
{
    /// <summary>A command that needs the registry and nothing else, and prints what it returns with <c>--json</c>.</summary>
    public static Command Create(
        string name, string description, Func<ParseResult, IServiceProvider, CancellationToken, Task<object>> run, Symbol[] symbols, params string[] examples)
    {
        var command = ClientCommand.Taking(new Command(name, $"{description} Works on the registry of the configuration, not over --server."), symbols);
        command.SetAction(async (parsed, cancellation) =>
        {
            RefuseServer(parsed);
            var services = RegistryHost.Build(Settings.Load());
            await using (services.ConfigureAwait(false))
            {
                var result = await run(parsed, services, cancellation).ConfigureAwait(false);
                if (parsed.GetValue(CommonOptions.Json))
                    Terminal.Json(result);
            }
            return ExitCode.Success;
        });
        return command.WithExamples(examples);
    }

    // Who means a server would otherwise change the registry of this machine.
    private static void RefuseServer(ParseResult parsed)
    {
        if (ServerConnection.NameOf(parsed) is { } source)
            throw new UsageException($"{source} names a server, but '{parsed.CommandResult.Command.Name}' works on the registry of the configuration: run it where that is, without {source}.");
    }
}
