using System.Text.Json;

namespace T2L.Hub.Protocol;

/// <summary>Reads the hub's answer to <c>/api/models/{repo}/revision/{revision}?blobs=true</c>. Nothing in it is believed unchecked.</summary>
internal static class ListingJson
{
    public const int MaxBytes = 16 << 20;
    private const int MaxFiles = 50_000;
    private const long MaxFileBytes = 1L << 50;

    /// <summary>Reads the list.</summary>
    /// <param name="json">The answer's body.</param>
    /// <param name="source">Whose answer it is, for the message of a refusal.</param>
    public static RepoListing Parse(ReadOnlyMemory<byte> json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (Text(root, "sha") is not { } commit || !ContentHash.IsGitText(commit))
                throw Bad(source, "names no commit ('sha' of 40 hex digits)");
            if (!root.TryGetProperty("siblings", out var siblings) || siblings.ValueKind != JsonValueKind.Array)
                throw Bad(source, "has no list of files ('siblings')");
            if (siblings.GetArrayLength() > MaxFiles)
                throw Bad(source, $"has {siblings.GetArrayLength()} files, the limit is {MaxFiles}");
            var files = siblings.EnumerateArray().Select(sibling => Read(sibling, source)).ToList();
            RefuseCollisions(files, source);
            return new RepoListing(commit, files);
        }
        // InvalidOperationException: a string that is no text, or an object that is none.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new HubException(HubError.BadListing, $"The list of files of {source} cannot be read: {exception.Message}", exception);
        }
    }

    private static ListedFile Read(JsonElement sibling, string source)
    {
        var path = Text(sibling, "rfilename") ?? throw Bad(source, "has a file without a name ('rfilename')");
        if (RemotePath.Fault(path, OperatingSystem.IsWindows()) is { } fault)
            throw new HubException(HubError.UnsafePath, $"The list of files of {source} was refused: the path '{RemotePath.Printable(path)}' {fault}. Nothing was downloaded.");
        var size = Size(sibling, path, source);
        if (!sibling.TryGetProperty("lfs", out var lfs) || lfs.ValueKind == JsonValueKind.Null)
            return new ListedFile(path, size, Hash(sibling, "blobId", ContentHash.IsGitText, path, source));
        var whole = Size(lfs, path, source);
        if (size is not null && whole is not null && size != whole)
            throw Bad(source, $"gives '{path}' two sizes, {size} and {whole}");
        return new ListedFile(path, whole ?? size, Hash(lfs, "sha256", ContentHash.IsSha256Text, path, source));
    }

    private static long? Size(JsonElement element, string path, string source)
    {
        if (!element.TryGetProperty("size", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var size) && size is >= 0 and <= MaxFileBytes
            ? size
            : throw Bad(source, $"gives '{path}' a size that is none");
    }

    private static ContentHash? Hash(JsonElement element, string name, Func<string?, bool> isOne, string path, string source) => Text(element, name) is not { } hex ? null
        : isOne(hex) ? new ContentHash(hex)
        : throw Bad(source, $"gives '{path}' a '{name}' that is none");

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // One path twice, or a file that is another one's folder, cannot both be written.
    private static void RefuseCollisions(List<ListedFile> files, string source)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
            if (!paths.Add(file.Path))
                throw Bad(source, $"names '{RemotePath.Printable(file.Path)}' twice");
        // Looked up as spans: deep paths would make thirty strings each.
        var folders = paths.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var file in files)
            for (var slash = file.Path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = file.Path.IndexOf('/', slash + 1))
                if (folders.Contains(file.Path.AsSpan(0, slash)))
                    throw Bad(source, $"names '{RemotePath.Printable(file.Path[..slash])}' as a file and as a folder");
    }

    private static HubException Bad(string source, string what) => new(HubError.BadListing, $"The list of files of {source} was refused: it {what}.");
}
