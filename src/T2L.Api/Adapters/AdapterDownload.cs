using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using T2L.Adapters.Peft;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;

namespace T2L.Api.Adapters;

/// <summary>Sends an adapter as a zip of its files, without holding it in memory.</summary>
internal static class AdapterDownload
{
    // A zip of the same adapter is the same bytes whenever it is made.
    private static readonly DateTimeOffset EntryTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<Results<PushStreamHttpResult, StatusCodeHttpResult, ProblemHttpResult>> DownloadAdapter(
        string reference, HttpContext http, AdapterCatalog catalog, IBlobStore blobs, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(AdapterQueries.Reference(reference), cancellationToken) is not { } entry)
            return Problems.AdapterNotFound(AdapterQueries.Reference(reference));
        var tag = new EntityTagHeaderValue($"\"{entry.Digest.Value}\"");
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Tag == "*"))
        {
            http.Response.GetTypedHeaders().ETag = tag;
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }
        var manifest = await catalog.FilesAsync(entry.Digest, cancellationToken);
        await VerifyAsync(manifest, blobs, cancellationToken);
        http.Response.GetTypedHeaders().ETag = tag;
        // The bytes of the files go out asynchronously; the few that ZipArchive puts after each of them, it writes only synchronously.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(
            stream => WriteAsync(stream, manifest, blobs, cancellationToken), "application/zip", $"{entry.Name.Replace('/', '-')}-{entry.Version}.zip");
    }

    // Once the first byte is out the status cannot change, so a damaged file has to be found before.
    private static async Task VerifyAsync(AdapterManifest manifest, IBlobStore blobs, CancellationToken cancellationToken)
    {
        foreach (var file in manifest.Files)
        {
            await using var content = await blobs.OpenAsync(file.Digest, cancellationToken);
            await content.CopyToAsync(Stream.Null, cancellationToken);
        }
    }

    private static async Task WriteAsync(Stream stream, AdapterManifest manifest, IBlobStore blobs, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var file in manifest.Files)
        {
            // Weights are noise to a compressor: it would cost time and save nothing.
            var entry = zip.CreateEntry(file.Name, CompressionLevel.NoCompression);
            entry.LastWriteTime = EntryTime;
            await using var target = await entry.OpenAsync(cancellationToken);
            await using var content = await blobs.OpenAsync(file.Digest, cancellationToken);
            await content.CopyToAsync(target, cancellationToken);
        }
    }
}
