using System.Security.Cryptography;
using T2L.Adapters;

namespace T2L.Registry.Blobs.S3;

/// <summary>A stream of unknown length in a temporary file, with what has to be known before it is sent.</summary>
internal sealed class S3Spool : IDisposable
{
    private S3Spool(FileStream stream, Digest digest, string tag) => (Stream, Digest, Tag) = (stream, digest, tag);

    public FileStream Stream { get; }

    public Digest Digest { get; }

    public string Tag { get; }

    public static async Task<S3Spool> OfAsync(Stream content, int partBytes, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"t2l-blob-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (tag, part, first) = (new S3Tag(), new byte[partBytes], "");
            while (await content.ReadAtLeastAsync(part, partBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) is var read && (read > 0 || file.Length == 0))
            {
                first = file.Length == 0 ? S3Tag.Of(part.AsSpan(0, read), partBytes) : "";
                hash.AppendData(part, 0, read);
                tag.Add(part.AsSpan(0, read));
                await file.WriteAsync(part.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    break;
            }

            file.Position = 0;
            return new S3Spool(file, hash.Address(), first.Length > 0 ? first : tag.ToString());
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose() => Stream.Dispose();
}
