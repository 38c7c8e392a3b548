using Microsoft.EntityFrameworkCore;
using T2L.Registry.Audit;
using T2L.Registry.Blobs;
using T2L.Registry.Data;
using T2L.Registry.Tenants;

namespace T2L.Registry.Collection;

/// <summary>Removes what nobody needs any more: versions deleted long ago, then bytes that no version points at. It may run while others publish and read, and beside other runs.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="blobs">Holds the bytes.</param>
/// <param name="time">Tells how long ago something was.</param>
public sealed class GarbageCollector(IDbContextFactory<RegistryDb> contexts, IBlobStore blobs, TimeProvider time)
{
    /// <summary>Runs once.</summary>
    /// <param name="deleted">How long ago a version has to be deleted; zero takes all that are.</param>
    /// <param name="grace">How old bytes without a version have to be; zero takes all, which is safe, but may make publishers store theirs twice.</param>
    /// <param name="actor">Who does it, for the log.</param>
    /// <param name="dryRun">Whether to look only.</param>
    /// <param name="cancellationToken">Stops between two removals.</param>
    /// <returns>What went.</returns>
    public async Task<CollectionReport> RunAsync(TimeSpan deleted, TimeSpan grace, Actor actor, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentOutOfRangeException.ThrowIfLessThan(deleted, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        // Bytes are shared by tenants: only who sees all of them knows what nobody points at.
        using var all = TenantScope.EnterAll();
        var now = time.Now();
        var versions = await PurgeAsync(now - deleted, actor, dryRun, cancellationToken).ConfigureAwait(false);
        var unused = new UnusedBlobs(contexts, blobs);
        var found = await unused.FindAsync(now - grace, dryRun ? [.. versions.Select(version => version.Id)] : [], cancellationToken).ConfigureAwait(false);
        var (count, bytes) = (0, 0L);
        foreach (var (digest, size) in found)
        {
            if (!dryRun && !await unused.RemoveAsync(digest, cancellationToken).ConfigureAwait(false))
                continue;
            count++;
            bytes += size;
        }

        return new CollectionReport([.. versions.Select(version => version.Version)], count, bytes, dryRun);
    }

    private async Task<IReadOnlyList<(Guid Id, PurgedVersion Version)>> PurgeAsync(DateTimeOffset before, Actor actor, bool dryRun, CancellationToken cancellationToken)
    {
        var purge = new VersionPurge(contexts, time);
        var found = await purge.FindAsync(before, cancellationToken).ConfigureAwait(false);
        if (dryRun)
            return found;
        var gone = new List<(Guid, PurgedVersion)>();
        foreach (var (id, version) in found)
        {
            if (await purge.RemoveAsync(id, before, actor, cancellationToken).ConfigureAwait(false))
                gone.Add((id, version));
        }

        return gone;
    }
}
