using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters;
using T2L.Cli.Commands.Svf;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Publishing;
using T2L.Registry.Signing;
using T2L.Registry.Quality;

namespace T2L.Cli.Commands;

/// <summary>adapters: the catalog from the shell.</summary>
internal static class AdaptersCommand
{
    private static readonly Argument<string> Reference = new("adapter") { Description = "Id, digest, name, name:version or name@alias of an adapter." };
    private static readonly Argument<string> Source = new("adapter") { Description = "PEFT adapter folder; or the file of an SVF expert, or a folder with one." };
    private static readonly Option<string?> Name = new("--name") { Description = "Name to keep the adapter under." };

    public static Command Create() => new Command("adapters", "List, search, show, import, describe, promote, roll back, delete, export, check and verify adapters.")
    {
        AdaptersListCommand.List(),
        AdaptersListCommand.Search(),
        Verb("show", "One adapter: what it is, from what it was made, its files.", ShowAsync, [Reference], "./t2l adapters show sha256:3f9a..."),
        Verb("import", "Put a PEFT folder or an SVF expert into the registry.", ImportAsync, [Source, Name],
            "./t2l adapters import ./my-lora --name math/gsm8k", "./t2l adapters import math.safetensors --name math/expert"),
        AdaptersAliasCommand.Create(),
        AdaptersMetadataCommand.Tag(),
        AdaptersMetadataCommand.Owner(),
        AdaptersMetadataCommand.Set(),
        AdaptersCardCommand.Create(),
        AdaptersEvaluationsCommand.List(),
        AdaptersEvaluationsCommand.Add(),
        AdaptersDiffCommand.Create(),
        AdaptersDeploymentsCommand.Create(),
        AdaptersChecksCommand.Checks(),
        AdaptersChecksCommand.Release(),
        AdaptersHistoryCommand.Create(),
        AdaptersDeleteCommand.Delete(),
        AdaptersDeleteCommand.Restore(),
        AdaptersGcCommand.Create(),
        AdaptersBomCommand.Create(),
        AdaptersExportCommand.Create(),
        AdaptersCheckCommand.Create(),
        Verb("verify", "Read every byte of an adapter, compare the hashes, and check its signature.", VerifyAsync, [Reference], "./t2l adapters verify math/gsm8k"),
        ServerConnection.Server,
    }.WithExamples("./t2l adapters list", "./t2l adapters show math/gsm8k", "./t2l adapters list --server http://127.0.0.1:8080");

    /// <summary>A command that needs the registry and nothing else, and prints what it returns with <c>--json</c>.</summary>
    internal static Command Verb(
        string name, string description, Func<ParseResult, IServiceProvider, CancellationToken, Task<object>> run, Symbol[] symbols, params string[] examples)
    {
        var command = ClientCommand.Taking(new Command(name, description), symbols);
        command.SetAction(async (parsed, cancellation) =>
        {
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

    private static async Task<object> ShowAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var catalog = services.GetRequiredService<AdapterCatalog>();
        var entry = await FindAsync(catalog, parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        var manifest = await catalog.FilesAsync(entry.Digest, cancellation).ConfigureAwait(false);
        var expert = entry.Kind == AdapterKind.Svf ? (await catalog.LoadAnyAsync(entry.Digest, cancellation).ConfigureAwait(false)).Expert : null;
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Table(["", ""],
            [
                ["id", entry.Id.ToString()], ["digest", entry.Digest.Value], ["name", entry.Name], ["kind", entry.Kind.NameOf()], ["description", entry.Description ?? ""],
                ["base model", entry.BaseModelRevision is { } revision ? $"{entry.BaseModel} @ {revision}" : entry.BaseModel], .. Origin(entry, expert),
                ["target modules", string.Join(", ", entry.TargetModules)], ["parameters", entry.Parameters.ToString("N0", CultureInfo.InvariantCulture)],
                ["hypernetwork", entry.HypernetworkDigest?.Value ?? "none"], ["encoder", entry.EncoderDigest?.Value ?? "none"],
                ["version", entry.Version.ToString(CultureInfo.InvariantCulture)], ["aliases", string.Join(", ", entry.Aliases)], ["status", entry.Status.NameOf()], ["owner", entry.Owner ?? ""], ["tags", string.Join(", ", entry.Tags)], ["properties", string.Join(", ", entry.Properties.Select(property => $"{property.Key}={property.Value}"))], ["made", entry.CreatedAt.ToString("u", CultureInfo.InvariantCulture)],
                .. manifest.Files.Select(file => (IReadOnlyList<string>)[file.Name, $"{file.Digest}, {file.Bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes"]),
            ]);
        }
        return new { Adapter = Summary(entry), Expert = expert is null ? null : SvfDocuments.Of(null, expert), Files = manifest.Files.Select(file => new { file.Name, Digest = file.Digest.Value, file.Bytes }).ToList() };
    }

    private static async Task<object> ImportAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var source = Path.GetFullPath(parsed.GetValue(Source)!);
        var adapter = File.Exists(source) ? new AnyAdapter(SvfOptions.ReadExpert(source)) : AnyAdapter.Read(source);
        var published = await services.GetRequiredService<AdapterPublisher>()
            .PublishAsync(adapter, new Provenance { Source = AdapterSource.Import }, parsed.GetValue(Name), cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line(published.IsNew
                ? $"{published.Digest} published as '{published.Entry.Name}'"
                : $"{published.Digest} exists already, published {published.Entry.CreatedAt:yyyy-MM-dd} as '{published.Entry.Name}'. Nothing was changed.");
        return new { Adapter = Summary(published.Entry), published.IsNew };
    }

    private static async Task<object> VerifyAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var catalog = services.GetRequiredService<AdapterCatalog>();
        var entry = await FindAsync(catalog, parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        var manifest = await catalog.FilesAsync(entry.Digest, cancellation).ConfigureAwait(false);
        var blobs = services.GetRequiredService<IBlobStore>();
        foreach (var file in manifest.Files)
            await blobs.ReadAsync(file.Digest, cancellation).ConfigureAwait(false); // throws where a byte differs
        await catalog.LoadAnyAsync(entry.Digest, cancellation).ConfigureAwait(false);
        var signatures = services.GetRequiredService<VersionSignatures>();
        var key = await signatures.VerifyAsync(manifest, cancellation).ConfigureAwait(false); // throws where it is not what a trusted key signed
        var state = key is not null ? "trusted" : await signatures.FindAsync(entry.Digest, cancellation).ConfigureAwait(false) is null ? "none" : "not checked";
        if (!parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Line($"{entry.Digest}: {manifest.Files.Count} files, {manifest.Files.Sum(file => file.Bytes):N0} bytes, every hash matches");
            Terminal.Line(state switch
            {
                "trusted" => $"signed by the trusted key {key![..12]}…",
                "none" => "not signed",
                _ => "signed; no key is trusted (Signing:TrustedKeys), so the signature was not checked",
            });
        }
        return new { Digest = entry.Digest.Value, Files = manifest.Files.Count, Verified = true, Signature = state, Key = key };
    }

    private static async Task<CatalogEntry> FindAsync(AdapterCatalog catalog, string reference, CancellationToken cancellation) =>
        await catalog.FindAsync(reference, cancellation).ConfigureAwait(false)
        ?? throw new UsageException($"There is no adapter '{reference}'. See what there is: ./t2l adapters list.");

    // What only one of the kinds has.
    private static IEnumerable<IReadOnlyList<string>> Origin(CatalogEntry entry, T2L.Adapters.Svf.SvfExpert? expert)
    {
        if (expert is null)
            return [["rank, alpha", string.Create(CultureInfo.InvariantCulture, $"{entry.Rank}, {entry.Alpha}")]];
        var parts = entry.Mix?.Parts.Select(part => (IReadOnlyList<string>)["mixed from", string.Create(CultureInfo.InvariantCulture, $"{part.Weight} of {part.Digest}")]) ?? [];
        return [["decomposition", expert.Manifest.DecompositionDigest.Value], ["made by", expert.Manifest.Origin.Method], .. parts];
    }

    /// <summary>A published adapter as <c>--json</c> prints it.</summary>
    internal static object Summary(CatalogEntry entry) => new
    {
        entry.Id, Digest = entry.Digest.Value, Kind = entry.Kind.NameOf(), entry.Name, entry.Version, entry.Description, entry.BaseModel, entry.Rank, entry.Alpha, entry.TargetModules,
        entry.Parameters, entry.Bytes, HypernetworkDigest = entry.HypernetworkDigest?.Value, EncoderDigest = entry.EncoderDigest?.Value, entry.Mix, entry.Aliases,
        Status = entry.Status.NameOf(), entry.Owner, entry.Tags, entry.Properties, entry.CreatedAt,
    };
}
