using System.CommandLine;
using System.Globalization;
using T2L.Adapters.Examples;
using T2L.Adapters.Svf.Mixing;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Adapters;

namespace T2L.Cli.Commands;

/// <summary>adapters mix: SVF experts become a new one.</summary>
internal static class AdaptersMixCommand
{
    private static readonly Option<string[]> Experts = new("--expert")
    {
        Description = "Id, digest or name of an expert, and its weight: math/expert=0.7; without weights where --examples find them. Repeat it.", Required = true,
    };

    private static readonly Option<string?> Name = new("--name") { Description = "Name to keep the mix under." };
    private static readonly Option<string?> Space = new("--space") { Description = "What is added up: gate, or raw, as the official code does. Default: gate." };
    private static readonly Option<FileInfo?> Examples = new("--examples") { Description = "JSON lines {\"input\": ..., \"answer\": ...}, 3 to 64: a worker finds the weights with them." };
    private static readonly Option<int?> Generations = new("--generations") { Description = "With --examples: generations of the search, 1 to 50. Default: 20." };
    private static readonly Option<long?> Seed = new("--seed") { Description = "With --examples: start of the search's random numbers. Default: 0." };

    static AdaptersMixCommand() => Space.CompletionSources.Add("gate", "raw");

    public static Command Create()
    {
        var command = new Command("mix", "Mix SVF experts into a new one. The same mix again is the version that exists.") { Experts, Name, Space, Examples, Generations, Seed };
        command.SetAction((parsed, cancellation) =>
        {
            var order = Order(parsed);
            return ClientCommand.RunAsync(parsed, withModels: order.Examples is not null, t2l => RunAsync(parsed, t2l, order, cancellation), cancellation);
        });
        return command.WithExamples(
            "./t2l adapters mix --expert math/expert=0.7 --expert words/expert=0.3 --name mixed/both", "./t2l adapters mix --expert math/expert --expert words/expert --examples mine.jsonl");
    }

    private static MixRequest Order(ParseResult parsed)
    {
        if (parsed.GetValue(Space) is { } space && MixSpaceNames.Parse(space) is null)
            throw new UsageException($"--space is '{space}'; expected gate or raw.");
        var file = parsed.GetValue(Examples);
        if (file is null && GivenOption.First(parsed, [Generations, Seed]) is { } useless)
            throw new UsageException($"{useless} needs --examples: weights that are given are not searched for.");
        return new MixRequest([.. parsed.GetValue(Experts)!.Select(text => file is null ? Weighed(text) : new MixRequestPart(text))])
        {
            Name = parsed.GetValue(Name), Space = parsed.GetValue(Space), Generations = parsed.GetValue(Generations), Seed = parsed.GetValue(Seed),
            Examples = file is null ? null : [.. ExampleFile.Read(file.FullName).Select(example => new Example(example.Input, example.Answer))],
        };
    }

    // No reference has an equals sign.
    private static MixRequestPart Weighed(string text)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && double.TryParse(text.AsSpan(at + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && double.IsFinite(weight)
            ? new MixRequestPart(text[..at], weight)
            : throw new UsageException($"--expert is '{text}'; expected a reference, '=' and a weight, for instance math/expert=0.7, or --examples to find the weights with.");
    }

    private static async Task<int> RunAsync(ParseResult parsed, T2LClient t2l, MixRequest order, CancellationToken cancellation)
    {
        var entry = await ClientCommand.WhenReadyAsync(() => t2l.Adapters.MixAsync(order, cancellation), cancellation).ConfigureAwait(false);
        if (parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Json(new { Adapter = AdapterDocument.Of(entry) });
            return ExitCode.Success;
        }
        Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{entry.Digest} is '{entry.Name}', version {entry.Version}"));
        foreach (var part in entry.Mix?.Parts ?? [])
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{part.Weight:G4} of {part.Digest}"));
        return ExitCode.Success;
    }
}
