using System.Net.Http.Headers;
using T2L.Client.Wire;

namespace T2L.Client.Files;

/// <summary>The files of versions, one by one, and what vouches for them.</summary>
public sealed class FilesClient
{
    private readonly Server _server;

    internal FilesClient(Server server) => _server = server;

    /// <summary>The files of a version: names, digests and sizes.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public Task<FileList> ListAsync(string reference, CancellationToken cancellationToken = default) =>
        _server.GetAsync<FileList>(Server.Path($"adapters/{reference}/files"), cancellationToken);

    /// <summary>Reads one file, whole. The server breaks off before the last bytes where they are not those of its digest.</summary>
    /// <param name="reference">Of which version.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="target">Takes the bytes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Task ReadAsync(string reference, string file, Stream target, CancellationToken cancellationToken = default) => CopyAsync(Path(reference, file), target, null, cancellationToken);

    /// <summary>Reads a part of one file. The server cannot check a part; compare the whole with its digest.</summary>
    /// <param name="reference">Of which version.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="target">Takes the bytes.</param>
    /// <param name="from">First byte.</param>
    /// <param name="to">Last byte; null for all that follow.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public Task ReadPartAsync(string reference, string file, Stream target, long from, long? to = null, CancellationToken cancellationToken = default) =>
        CopyAsync(Path(reference, file), target, headers => headers.Range = new RangeHeaderValue(from, to), cancellationToken);

    /// <summary>The signature of a version: a Sigstore bundle in the layout of OpenSSF Model Signing.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <returns>UTF-8 JSON.</returns>
    /// <exception cref="T2LException"><c>signature_not_found</c>: it is not signed.</exception>
    public Task<byte[]> SignatureAsync(string reference, CancellationToken cancellationToken = default) => BytesAsync(Server.Path($"adapters/{reference}/signature"), cancellationToken);

    /// <summary>The bill of materials of a version, CycloneDX 1.6.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <returns>UTF-8 JSON.</returns>
    public Task<byte[]> BillOfMaterialsAsync(string reference, CancellationToken cancellationToken = default) => BytesAsync(Server.Path($"adapters/{reference}/bom"), cancellationToken);

    private static string Path(string reference, string file) => Server.Path($"adapters/{reference}/files/{file}");

    private async Task CopyAsync(string path, Stream target, Action<HttpRequestHeaders>? headers, CancellationToken cancellationToken)
    {
        using var response = await _server.OpenAsync(HttpMethod.Get, path, null, headers, cancellationToken).ConfigureAwait(false);
        await response.Content.CopyToAsync(target, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]> BytesAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _server.OpenAsync(HttpMethod.Get, path, null, null, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>The files of a version.</summary>
/// <param name="Digest">The version's.</param>
/// <param name="Files">Its files, by name.</param>
public sealed record FileList(string Digest, IReadOnlyList<FileEntry> Files);

/// <summary>One file of a version.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">SHA-256 of its bytes.</param>
/// <param name="Bytes">How many.</param>
public sealed record FileEntry(string Name, string Digest, long Bytes);
