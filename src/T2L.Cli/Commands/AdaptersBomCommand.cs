using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using T2L.Adapters.Storage;
using T2L.Cli.Output;
using T2L.Registry.Bom;
using T2L.Registry.Catalog;

namespace T2L.Cli.Commands;

/// <summary>adapters bom: the bill of materials of a version.</summary>
internal static class AdaptersBomCommand
{
    private static readonly Argument<string> Reference = new("adapter") { Description = "Id, digest, name, name:version or name@alias of an adapter." };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "File to write; left out, it is printed." };

    public static Command Create() => AdaptersCommand.Verb("bom", "The bill of materials of an adapter, as CycloneDX 1.6: what it is and what it was made from.", RunAsync, [Reference, Out],
        "./t2l adapters bom math/gsm8k --out gsm8k.cdx.json");

    private static async Task<object> RunAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var reference = parsed.GetValue(Reference)!;
        var entry = await services.GetRequiredService<AdapterCatalog>().FindAsync(reference, cancellation).ConfigureAwait(false) ?? throw new AdapterNotFoundException(reference);
        var bom = await services.GetRequiredService<BillOfMaterials>().OfAsync(entry, cancellation).ConfigureAwait(false);
        if (parsed.GetValue(Out) is { } file)
            AtomicFile.Write(file.FullName, bom);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line(parsed.GetValue(Out) is { } written ? $"{entry.Digest}: bill of materials written to {written.FullName}" : Encoding.UTF8.GetString(bom));
        return JsonNode.Parse(bom)!;
    }
}
