using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using T2L.Adapters;
using T2L.Adapters.Export;
using T2L.Adapters.Peft;
using T2L.Api.Adapters;
using T2L.Registry.Catalog;

namespace T2L.Api.Exchange;

internal static class ExportAdapterHandler
{
    private const string Notes = "EXPORT.md";

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAdapter(
        string reference, [FromQuery(Name = "for")] string? server, AdapterCatalog catalog, CancellationToken cancellationToken)
    {
        if (ServerNames.TryParse(server ?? "peft", out var target) is false)
            return Problems.Invalid("for", $"for is '{server}'; expected one of {string.Join(", ", ServerNames.All)} (default peft).");
        if (await catalog.FindAsync(AdapterQueries.Reference(reference), cancellationToken) is not { } entry)
            return Problems.AdapterNotFound(AdapterQueries.Reference(reference));
        if (entry.Kind == AdapterKind.Svf)
            return Problems.NotSupported($"'{entry.Name}' is an SVF expert, which {target.Name()} does not know. Its own file: GET /v1/adapters/{entry.Id}/download. As a LoRA that comes near it: ./t2l svf export --form lora.");
        var exported = AdapterExport.For(target, await catalog.LoadAsync(entry.Digest, cancellationToken), new ExportOptions());
        return TypedResults.Bytes(PeftArchive.ToBytes([.. exported.Files, .. NotesOf(exported, target)]), "application/zip", $"{entry.Name.Replace('/', '-')}-{entry.Version}-{target.Name()}.zip");
    }

    // What an archive cannot say by itself: why its numbers are not those that are stored, and what is not in it.
    private static IEnumerable<PeftFile> NotesOf(ExportedAdapter exported, Server server)
    {
        var sentences = exported.Changes.Concat(exported.Missing).ToList();
        if (sentences.Count > 0)
            yield return new PeftFile(Notes, Encoding.UTF8.GetBytes($"# Exported for {server.Name()}\n\n{string.Concat(sentences.Select(sentence => $"- {sentence}\n"))}"));
    }
}
