using System.CommandLine;
using T2L.Adapters.Export;
using T2L.Adapters.Export.Checks;
using T2L.Cli.Output;

namespace T2L.Cli.Commands;

/// <summary>adapters check: what each server would refuse or silently do wrong.</summary>
internal static class AdaptersCheckCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create("adapter", "Id, digest or name of an adapter, or a PEFT folder.");

    public static Command Create()
    {
        var command = new Command("check", "List what each server would refuse or silently do wrong with an adapter.") { Reference, ServerOption.For };
        command.SetAction(RunAsync);
        return command.WithExamples("./t2l adapters check math/gsm8k", "./t2l adapters check ./my-lora --for vllm --json");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var server = ServerOption.Parse(parsed);
        var facts = await AdapterInput.FactsAsync(parsed, parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        Server[] servers = server is { } one ? [one] : Enum.GetValues<Server>();
        var findings = servers.ToDictionary(each => each, each => ServerCheck.Of(each, facts));
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Servers = servers.Select(each => Document(each, findings[each])).ToList() });
        else
            foreach (var each in servers)
                Print(each, findings[each]);
        return ExitCode.Success;
    }

    /// <summary>Prints the findings of one server, a line each.</summary>
    public static void Print(Server server, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            Terminal.Line($"{server.Name()}: nothing to change");
        foreach (var finding in findings)
            Terminal.Line($"{server.Name()}: {Word(finding.Kind)}: {finding.Sentence}{(finding.ExportHelps ? $" 'adapters export --for {server.Name()}' helps." : "")}");
    }

    public static object Document(Server server, IReadOnlyList<Finding> findings) => new
    {
        Server = server.Name(),
        Loads = findings.All(finding => finding.Kind != FindingKind.Refuses),
        Right = findings.All(finding => finding.Kind == FindingKind.Depends),
        Findings = findings.Select(finding => new { Kind = Word(finding.Kind).Replace(' ', '_'), finding.Sentence, finding.ExportHelps }).ToList(),
    };

    private static string Word(FindingKind kind) => kind switch
    {
        FindingKind.Refuses => "refused",
        FindingKind.SilentlyWrong => "silently wrong",
        _ => "depends",
    };
}
