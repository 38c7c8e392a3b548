using System.CommandLine;
using T2L.Adapters;
using T2L.Adapters.Export.Checks;
using T2L.Adapters.Lora;
using T2L.Cli.Hosting;
using T2L.Client;

namespace T2L.Cli.Commands;

/// <summary>An adapter that a command was given: a PEFT folder, or the id, digest or name of one that a server has.</summary>
/// <param name="Adapter">The adapter.</param>
/// <param name="Name">What a folder made from it may be called.</param>
/// <param name="Digest">Its digest; null for a folder.</param>
/// <param name="Folder">The folder; null for one of a server.</param>
internal sealed record AdapterInput(LoraAdapter Adapter, string Name, string? Digest, string? Folder)
{
    /// <summary>Whether a reference is a folder; only then is no server asked.</summary>
    public static bool IsFolder(string reference) => Directory.Exists(reference);

    /// <summary>The LoRA that a reference means.</summary>
    public static async Task<AdapterInput> LoadAsync(ParseResult parsed, string reference, CancellationToken cancellation) =>
        Of(await LoadAnyAsync(parsed, reference, cancellation).ConfigureAwait(false), reference);

    /// <summary>What was loaded, where it is a LoRA; an SVF expert is told what there is for it.</summary>
    public static AdapterInput Of(AnyInput input, string reference) => input.Adapter.Lora is { } lora
        ? new(lora, input.Name, input.Digest, input.Folder)
        : throw new UsageException($"'{reference}' is an SVF expert, not a LoRA. A LoRA that comes near it: ./t2l svf export --form lora.");

    /// <summary>The adapter of either kind that a reference means.</summary>
    public static async Task<AnyInput> LoadAnyAsync(ParseResult parsed, string reference, CancellationToken cancellation)
    {
        if (IsFolder(reference))
            return new(AnyAdapter.Read(reference), Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(reference))), null, reference);
        var server = await ServerConnection.OpenAsync(parsed, withModels: false, cancellation).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            try
            {
                var stored = await StoredAdapter.LoadAsync(server.Client, reference, cancellation).ConfigureAwait(false);
                return new(stored.Adapter, stored.Entry.Name, stored.Entry.Digest, null);
            }
            catch (T2LException error) when (error.Code == "adapter_not_found")
            {
                throw new UsageException($"There is no adapter and no folder '{reference}'. See what there is: ./t2l adapters list.");
            }
        }
    }

    /// <summary>What servers look at; also of folders that are not loaded here, such as DoRA.</summary>
    public static async Task<AdapterFacts> FactsAsync(ParseResult parsed, string reference, CancellationToken cancellation) =>
        IsFolder(reference) ? AdapterFacts.Read(reference) : AdapterFacts.Of((await LoadAsync(parsed, reference, cancellation).ConfigureAwait(false)).Adapter);
}

/// <summary>An adapter of either kind that a command was given.</summary>
/// <param name="Adapter">The adapter.</param>
/// <param name="Name">What a folder made from it may be called.</param>
/// <param name="Digest">Its digest; null for a folder.</param>
/// <param name="Folder">The folder; null for one of a server.</param>
internal sealed record AnyInput(AnyAdapter Adapter, string Name, string? Digest, string? Folder);
