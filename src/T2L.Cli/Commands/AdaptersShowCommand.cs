using System.CommandLine;
using System.Globalization;
using T2L.Adapters.Svf;
using T2L.Cli.Commands.Svf;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.Adapters;
using T2L.Client.Files;

namespace T2L.Cli.Commands;

/// <summary>adapters show: all that is known of one version.</summary>
internal static class AdaptersShowCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create();

    public static Command Create() => ClientCommand.Create("show", "One adapter: what it is, from what it was made, its files.", RunAsync, [Reference],
        "./t2l adapters show sha256:3f9a...", "./t2l adapters show math/gsm8k@champion");

    private static async Task<object> RunAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var entry = await t2l.Adapters.GetAsync(parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        var files = (await t2l.Files.ListAsync(entry.Digest, cancellation).ConfigureAwait(false)).Files;
        // What an expert was made by stands in its file alone.
        var expert = entry.Kind == "svf" ? (await StoredAdapter.LoadAsync(t2l, entry.Digest, cancellation).ConfigureAwait(false)).Adapter.Expert : null;
        if (!parsed.GetValue(CommonOptions.Json))
            Print(entry, expert, files);
        return new { Adapter = AdapterDocument.Of(entry), Expert = expert is null ? null : SvfDocuments.Of(null, expert), Files = files };
    }

    private static void Print(AdapterInfo entry, SvfExpert? expert, IReadOnlyList<FileEntry> files) => Terminal.Table(["", ""],
    [
        ["id", entry.Id.ToString()], ["digest", entry.Digest], ["name", entry.Name], ["kind", entry.Kind], ["description", entry.Description ?? ""],
        ["base model", entry.BaseModel], .. Origin(entry, expert),
        ["target modules", string.Join(", ", entry.TargetModules)], ["parameters", Number(entry.Parameters)],
        ["hypernetwork", entry.Hypernetwork ?? "none"], ["encoder", entry.Encoder ?? "none"],
        ["version", entry.Version.ToString(CultureInfo.InvariantCulture)], ["aliases", string.Join(", ", entry.Aliases)], ["status", entry.Status ?? ""],
        ["owner", entry.Owner ?? ""], ["tags", string.Join(", ", entry.Tags)],
        ["properties", string.Join(", ", entry.Properties.Select(property => $"{property.Key}={PropertyText.Of(property.Value)}"))],
        ["made", entry.CreatedAt.ToString("u", CultureInfo.InvariantCulture)],
        .. files.Select(file => (IReadOnlyList<string>)[file.Name, $"{file.Digest}, {Number(file.Bytes)} bytes"]),
    ]);

    // What only one of the kinds has.
    private static IEnumerable<IReadOnlyList<string>> Origin(AdapterInfo entry, SvfExpert? expert)
    {
        if (expert is null)
            return [["rank, alpha", string.Create(CultureInfo.InvariantCulture, $"{entry.Rank}, {entry.Alpha}")]];
        var parts = entry.Mix?.Parts.Select(part => (IReadOnlyList<string>)["mixed from", string.Create(CultureInfo.InvariantCulture, $"{part.Weight} of {part.Digest}")]) ?? [];
        return [["decomposition", expert.Manifest.DecompositionDigest.Value], ["made by", expert.Manifest.Origin.Method], .. parts];
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
