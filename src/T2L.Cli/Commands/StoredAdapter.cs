using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Client;
using T2L.Client.Adapters;
using T2L.Client.Files;

namespace T2L.Cli.Commands;

/// <summary>A version whose files were all read from a server and compared, here, with what the registry lists.</summary>
/// <param name="Entry">What is known of it.</param>
/// <param name="Manifest">Its files.</param>
/// <param name="Adapter">The adapter.</param>
internal sealed record StoredAdapter(AdapterInfo Entry, AdapterManifest Manifest, AnyAdapter Adapter)
{
    /// <summary>Reads every byte of a version.</summary>
    /// <exception cref="InvalidDataException">A byte differs.</exception>
    public static async Task<StoredAdapter> LoadAsync(T2LClient t2l, string reference, CancellationToken cancellation)
    {
        var entry = await t2l.Adapters.GetAsync(reference, cancellation).ConfigureAwait(false);
        // By the digest: a name may mean another version by now.
        var listed = await t2l.Files.ListAsync(entry.Digest, cancellation).ConfigureAwait(false);
        var files = new List<PeftFile>();
        foreach (var file in listed.Files)
            files.Add(new PeftFile(file.Name, await ReadAsync(t2l, entry.Digest, file, cancellation).ConfigureAwait(false)));
        var manifest = AdapterManifest.Of(files);
        return manifest.Digest.Value == entry.Digest
            ? new StoredAdapter(entry, manifest, AnyAdapter.FromFiles(files.ToDictionary(file => file.Name, file => (ReadOnlyMemory<byte>)file.Bytes, StringComparer.Ordinal)))
            : throw new InvalidDataException($"The files of '{entry.Name}:{entry.Version}' are those of {manifest.Digest}, the registry says {entry.Digest}. One of the two was changed.");
    }

    // As a part: of a whole file the server would keep the last bytes back where it finds a damage, and only say that something is wrong.
    private static async Task<byte[]> ReadAsync(T2LClient t2l, string reference, FileEntry file, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        try
        {
            if (file.Bytes > 0)
                await t2l.Files.ReadPartAsync(reference, file.Name, content, from: 0, cancellationToken: cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException error) when (error.InnerException is IOException)
        {
            throw new InvalidDataException($"{file.Name} ({file.Digest}) broke off after {content.Length} of {file.Bytes} bytes. It is damaged, or the connection was lost.", error);
        }
        var bytes = content.ToArray();
        return Digest.Of(bytes).Value == file.Digest
            ? bytes
            : throw new InvalidDataException($"{file.Name} is damaged: its bytes have {Digest.Of(bytes)}, expected {file.Digest}.");
    }
}
