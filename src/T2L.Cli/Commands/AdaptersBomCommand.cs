using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using T2L.Adapters.Storage;
using T2L.Cli.Output;
using T2L.Client;

namespace T2L.Cli.Commands;

/// <summary>adapters bom: the bill of materials of a version.</summary>
internal static class AdaptersBomCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create();
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "File to write; left out, it is printed." };

    public static Command Create() => ClientCommand.Create("bom", "The bill of materials of an adapter, as CycloneDX 1.6: what it is and what it was made from.", RunAsync, [Reference, Out],
        "./t2l adapters bom math/gsm8k --out gsm8k.cdx.json");

    private static async Task<object> RunAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var entry = await t2l.Adapters.GetAsync(parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        var bom = await t2l.Files.BillOfMaterialsAsync(entry.Id.ToString(), cancellation).ConfigureAwait(false);
        if (parsed.GetValue(Out) is { } file)
            AtomicFile.Write(file.FullName, bom);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line(parsed.GetValue(Out) is { } written ? $"{entry.Digest}: bill of materials written to {written.FullName}" : Encoding.UTF8.GetString(bom));
        return JsonNode.Parse(bom)!;
    }
}
