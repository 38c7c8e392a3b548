using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters.Svf;
using T2L.Adapters.Svf.Mixing;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Registry.Publishing;
using T2L.Svf.Decomposition;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf mix: several experts of the registry as a new version that knows what it was mixed from.</summary>
internal static class SvfMix
{
    private static readonly Option<string[]> Experts = new("--expert") { Description = "Id, digest or name of an expert, and its weight: math/expert=0.7. Repeat it.", Required = true };
    private static readonly Option<string?> Name = new("--name") { Description = "Name to keep the mix under." };
    private static readonly Option<string> Space = new("--space") { Description = "What is added up: gate, or raw, as the official code does.", DefaultValueFactory = _ => "gate" };
    private static readonly Option<DirectoryInfo?> Decomposition = new("--decomposition") { Description = "The experts' decomposition, for raw space. Without it only numbers pass that cancel out for no singular values." };

    public static Command Create()
    {
        var command = new Command("mix", "Mix experts of the registry into a new one: their gates are added up with the weights.") { Experts, Name, Space, Decomposition };
        command.SetAction(RunAsync);
        return command.WithExamples(
            "./t2l svf mix --expert math/expert=0.7 --expert words/expert=0.3 --name mixed/both",
            "./t2l svf mix --space raw --decomposition models/nano/svf --expert math/expert=0.7 --expert words/expert=0.3");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var order = Order(parsed);
        using var decomposition = parsed.GetValue(Decomposition) is { } folder ? StoredDecomposition.Open(folder.FullName) : null;
        var services = RegistryHost.Build(Settings.Load());
        await using (services.ConfigureAwait(false))
        {
            var published = await services.GetRequiredService<ExpertMixer>()
                .MixAsync(order, decomposition is null ? null : expert => SingularValues(expert, order.Parts[0].Adapter!, decomposition), cancellation).ConfigureAwait(false);
            Report(parsed, published);
        }

        return ExitCode.Success;
    }

    private static MixOrder Order(ParseResult parsed)
    {
        var space = MixSpaceNames.Parse(parsed.GetValue(Space))
            ?? throw new UsageException($"--space is '{parsed.GetValue(Space)}'; expected gate or raw.");
        if (space == MixSpace.Gate && parsed.GetValue(Decomposition) is not null)
            throw new UsageException("--decomposition is for --space raw; gates are mixed without it.");
        var order = new MixOrder([.. parsed.GetValue(Experts)!.Select(Part)], space, parsed.GetValue(Name));
        return order.Fault() is { } fault ? throw new UsageException(fault) : order;
    }

    private static Func<string, float[]> SingularValues(SvfExpert expert, string name, StoredDecomposition decomposition)
    {
        SvfFit.Check(expert, name, decomposition.Manifest);
        return matrix => decomposition.SingularValues(matrix).ToArray();
    }

    private static void Report(ParseResult parsed, PublishedVersion published)
    {
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Adapter = AdapterDocument.Of(published.Entry), published.IsNew });
        else
            Terminal.Line(published.IsNew
                ? $"{published.Digest} published as '{published.Entry.Name}'"
                : $"{published.Digest} exists already, published {published.Entry.CreatedAt:yyyy-MM-dd} as '{published.Entry.Name}'. Nothing was changed.");
    }

    private static MixOrderPart Part(string text)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && double.TryParse(text.AsSpan(at + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)
            ? new MixOrderPart(text[..at], weight)
            : throw new UsageException($"--expert is '{text}'; expected a reference, '=' and a weight, for instance math/expert=0.7.");
    }
}
