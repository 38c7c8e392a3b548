using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using T2L.Api.Adapters;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;

namespace T2L.Api.Files;

internal static class FileHandlers
{
    public static async Task<Results<Ok<AdapterFilesResponse>, ProblemHttpResult>> ListFiles(string reference, AdapterCatalog catalog, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(AdapterQueries.Reference(reference), cancellationToken) is not { } entry)
            return Problems.AdapterNotFound(AdapterQueries.Reference(reference));
        var manifest = await catalog.FilesAsync(entry.Digest, cancellationToken);
        return TypedResults.Ok(new AdapterFilesResponse(entry.Digest.Value, [.. manifest.Files.Select(file => new AdapterFileResponse(file.Name, file.Digest.Value, file.Bytes))]));
    }

    public static async Task<Results<FileAnswer, RedirectHttpResult, ProblemHttpResult>> GetFile(
        string reference, string file, HttpContext http, AdapterCatalog catalog, IBlobStore blobs, CancellationToken cancellationToken, [FromQuery(Name = "redirect")] bool redirect = false)
    {
        if (await catalog.FindAsync(AdapterQueries.Reference(reference), cancellationToken) is not { } entry)
            return Problems.AdapterNotFound(AdapterQueries.Reference(reference));
        var manifest = await catalog.FilesAsync(entry.Digest, cancellationToken);
        if (manifest.Files.FirstOrDefault(known => known.Name == file) is not { } found)
            return Problems.FileNotFound(entry.Name, file, manifest.Files.Select(known => known.Name));
        // Where the store gives no addresses out, the bytes come from here.
        if (redirect && HttpMethods.IsGet(http.Request.Method) && blobs.Presign(found.Digest, found.Name) is { } address)
        {
            http.Response.Headers.CacheControl = "no-store";
            return TypedResults.Redirect(address.AbsoluteUri, permanent: false, preserveMethod: true);
        }
        return new FileAnswer(found, blobs);
    }
}

/// <summary>The files of a version.</summary>
/// <param name="Digest">The version's.</param>
/// <param name="Files">Its files, by name.</param>
internal sealed record AdapterFilesResponse(string Digest, IReadOnlyList<AdapterFileResponse> Files);

/// <summary>One file of a version.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">SHA-256 of its bytes.</param>
/// <param name="Bytes">How many.</param>
internal sealed record AdapterFileResponse(string Name, string Digest, long Bytes);
