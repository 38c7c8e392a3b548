namespace T2L.Hub.Sizing;

/// <summary>Names and sizes of a part's files, wherever they are, and a way to read the small ones.</summary>
/// <param name="Sizes">Bytes by path from the part's folder on.</param>
/// <param name="ReadAsync">Reads a small file; null where there is none or it may not be read.</param>
public sealed record PartFiles(IReadOnlyDictionary<string, long> Sizes, Func<string, CancellationToken, Task<byte[]?>> ReadAsync)
{
    private const int MaxSmallBytes = 1 << 20;

    /// <summary>The files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    public static PartFiles OfFolder(string folder) => new(
        Cache.HubCache.Files(folder).ToDictionary(path => path, path => SizeOf(Path.Combine(folder, path))),
        async (path, cancellation) => Path.Combine(folder, path) is var full && File.Exists(full) && SizeOf(full) <= MaxSmallBytes ? await File.ReadAllBytesAsync(full, cancellation) : null);

    /// <summary>The files of a plan, below a folder of the repository.</summary>
    /// <param name="client">Reads the small ones.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The folder; empty for the top.</param>
    public static PartFiles OfPlan(HubClient client, PullPlan plan, string folder)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(plan);
        var prefix = string.IsNullOrEmpty(folder) ? "" : folder + "/";
        return new(
            plan.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(file => file.Path[prefix.Length..], file => file.Bytes),
            (path, cancellation) => client.ReadAsync(plan, prefix + path, MaxSmallBytes, cancellation));
    }

    internal long BytesOf(Func<string, bool> chosen) => Sizes.Where(file => chosen(file.Key)).Sum(file => file.Value);

    // A link's own length is not its file's.
    private static long SizeOf(string path) => new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).Length;
}
