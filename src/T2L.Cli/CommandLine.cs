using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using T2L.Cli.Commands;
using T2L.Cli.Commands.Svf;
using T2L.Cli.Commands.Training;
using T2L.Cli.Output;
using T2L.Registry.Tenants;

namespace T2L.Cli;

/// <summary>The t2l command: its sub-commands, its help and its exit codes.</summary>
internal static class CommandLine
{
    // Long enough to finish a step and write a checkpoint after Ctrl-C, and on a busy machine for a server: its host gives services 30 s, PostgreSQL's last checkpoint comes after.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(75);

    /// <summary>Parses and runs. 0 success, 1 failure, 2 bad usage or bad input.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            // The word that nobody knows says more than what is missing because of it.
            var sentence = parsed.UnmatchedTokens.Count > 0 ? $"There is no command or option '{parsed.UnmatchedTokens[0]}'." : parsed.Errors[0].Message;
            Terminal.Error($"{sentence} See '{parsed.CommandResult.Command.Name} --help'.");
            return ExitCode.BadInput;
        }
        try
        {
            using var tenant = TenantScope.Enter(CommonOptions.TenantOf(parsed));
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop })
                .ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Terminal.Error(Failures.Sentence(exception));
            if (parsed.GetValue(CommonOptions.Verbose))
                Terminal.Status(exception.ToString());
            return Failures.ExitCodeOf(exception);
        }
    }

    /// <summary>Every command, its options and its help.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("Describe a task in plain English, get a working LoRA adapter, keep it, serve it.")
        {
            AdaptCommand.Create(),
            GenerateCommand.Create(),
            EmbedCommand.Create(),
            ServeCommand.Create(),
            ServeCommand.CreateApi(),
            WorkerCommand.Create(),
            AdaptersCommand.Create(),
            BaseModelsCommand.Create(),
            JobsCommand.Create(),
            WorkersCommand.Create(),
            WebhooksCommand.Create(),
            KeysCommand.Create(),
            TenantsCommand.Create(),
            PullCommand.Create(),
            ProfilesCommand.Create(),
            TrainCommand.Create(),
            SvfCommand.Create(),
            MakeRandomCommand.Create(),
            EvalCommand.Create(),
            BenchCommand.Create(),
            CompletionCommand.Create(),
            DoctorCommand.Create(),
        };
        root.Options.Add(CommonOptions.Json);
        root.Options.Add(CommonOptions.Verbose);
        root.Options.Add(CommonOptions.Tenant);
        var help = root.Options.OfType<HelpOption>().Single();
        foreach (var foreign in help.Aliases.Where(alias => alias.StartsWith('/')).ToList())
            help.Aliases.Remove(foreign); // a path here, and a shell would propose it
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        // Help is wanted most where a required option is missing.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            var examples = Examples.Of(parseResult.CommandResult.Command);
            if (examples.Count > 0)
                parseResult.InvocationConfiguration.Output.WriteLine("Examples:\n  " + string.Join("\n  ", examples) + "\n");
            return code;
        }
    }
}
