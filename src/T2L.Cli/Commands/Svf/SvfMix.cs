using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Adapters.Origin;
using T2L.Adapters.Svf;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;
using T2L.Svf.Mixing;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf mix: several experts of the registry as a new version that knows what it was mixed from.</summary>
internal static class SvfMix
{
    private static readonly Option<string[]> Experts = new("--expert") { Description = "Id, digest or name of an expert, and its weight: math/expert=0.7. Repeat it.", Required = true };
    private static readonly Option<string?> Name = new("--name") { Description = "Name to keep the mix under." };

    public static Command Create()
    {
        var command = new Command("mix", "Mix experts of the registry into a new one: their gates are added up with the weights.") { Experts, Name };
        command.SetAction(RunAsync);
        return command.WithExamples("./t2l svf mix --expert math/expert=0.7 --expert words/expert=0.3 --name mixed/both");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var parts = parsed.GetValue(Experts)!.Select(Part).ToList();
        var services = RegistryHost.Build(Settings.Load());
        await using (services.ConfigureAwait(false))
        {
            var catalog = services.GetRequiredService<AdapterCatalog>();
            var (experts, digests) = (new List<SvfExpert>(), new List<Digest>());
            foreach (var (reference, _) in parts)
            {
                var (expert, digest) = await FindAsync(catalog, reference, cancellation).ConfigureAwait(false);
                experts.Add(expert);
                digests.Add(digest);
            }

            var weights = new MixWeights(parts.Count, 1, [.. parts.Select(part => part.Weight)]);
            var mix = ExpertMix.Of(experts, weights, new MixOptions(), label: parsed.GetValue(Name) ?? "mix");
            var record = new MixRecord(
                ExpertMix.DigestOf(experts, weights, new MixOptions()).Value, [.. digests.Zip(parts, (digest, part) => new MixPart(digest.Value, part.Weight))]);
            var published = await services.GetRequiredService<AdapterPublisher>()
                .PublishAsync(new AnyAdapter(mix), new Provenance { Mix = record }, parsed.GetValue(Name), cancellation).ConfigureAwait(false);
            Report(parsed, published);
        }

        return ExitCode.Success;
    }

    private static void Report(ParseResult parsed, PublishedVersion published)
    {
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Adapter = AdaptersCommand.Summary(published.Entry), published.IsNew });
        else
            Terminal.Line(published.IsNew
                ? $"{published.Digest} published as '{published.Entry.Name}'"
                : $"{published.Digest} exists already, published {published.Entry.CreatedAt:yyyy-MM-dd} as '{published.Entry.Name}'. Nothing was changed.");
    }

    private static async Task<(SvfExpert Expert, Digest Digest)> FindAsync(AdapterCatalog catalog, string reference, CancellationToken cancellation)
    {
        var entry = await catalog.FindAsync(reference, cancellation).ConfigureAwait(false)
            ?? throw new UsageException($"There is no adapter '{reference}'. See what there is: ./t2l adapters list --kind svf.");
        return (await catalog.LoadAnyAsync(entry.Digest, cancellation).ConfigureAwait(false)).Expert is { } expert
            ? (expert, entry.Digest)
            : throw new UsageException($"'{reference}' is a LoRA; experts are mixed. A request may name a LoRA beside a mix: \"model\": \"LORA+EXPERT\".");
    }

    private static (string Reference, float Weight) Part(string text)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && float.TryParse(text.AsSpan(at + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && float.IsFinite(weight) && weight >= 0
            ? (text[..at], weight)
            : throw new UsageException($"--expert is '{text}'; expected a reference, '=' and a weight of 0 or more, for instance math/expert=0.7.");
    }
}
