using System.CommandLine;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Completions;

namespace T2L.Cli.Commands;

/// <summary>adapters try: the same input to the base model and to an adapter.</summary>
internal static class AdaptersTryCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create();
    private static readonly Argument<string[]> Prompts = new("prompt") { Description = "What to ask; several are asked one after another.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<int> MaxTokens = new("--max-tokens") { Description = "Longest answer.", DefaultValueFactory = _ => 64 };

    public static Command Create() => ClientCommand.Create("try", "Ask an adapter, and the base model beside it.", RunAsync, _ => true, [Reference, Prompts, MaxTokens],
        "./t2l adapters try text/backwards stone river", "./t2l adapters try text/backwards@champion stone --server http://127.0.0.1:8080");

    private static async Task<object> RunAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var entry = await t2l.Adapters.GetAsync(parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        var models = await ClientCommand.WhenReadyAsync(() => t2l.Completions.ModelsAsync(cancellation), cancellation).ConfigureAwait(false);
        var served = models.First(model => model.Parent is null).Id;
        var answers = new List<Answer>();
        foreach (var prompt in parsed.GetValue(Prompts)!)
        {
            var plain = await AskAsync(served, prompt).ConfigureAwait(false);
            answers.Add(new Answer(prompt, plain, await AskAsync(entry.Digest, prompt).ConfigureAwait(false)));
        }
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["prompt", "base model", $"{entry.Name}:{entry.Version}"], answers.Select(answer => (IReadOnlyList<string>)[answer.Prompt, answer.Base, answer.Adapted]));
        return new { Adapter = AdapterDocument.Of(entry), Answers = answers };

        Task<string> AskAsync(string model, string prompt) =>
            ClientCommand.WhenReadyAsync(() => t2l.Completions.AskAsync(new Question(model, prompt) { MaxTokens = parsed.GetValue(MaxTokens) }, cancellation), cancellation);
    }

    private sealed record Answer(string Prompt, string Base, string Adapted);
}
