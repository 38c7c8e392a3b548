using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using T2L.Adapters;

namespace T2L.Registry.Data;

/// <summary>
/// Who publishes bytes and who removes them do not meet. A publisher's transaction shares the locks of its blobs, makes sure under them that the bytes are there, and points at them; whoever removes
/// a blob has its lock alone, sees that nothing points at it, and removes row and bytes before letting go.
/// </summary>
internal static class BlobLock
{
    private const long Ours = 0x74326c_626c6f62; // apart from the locks of others in this database

    /// <summary>Shares the locks of blobs until the transaction ends.</summary>
    public static Task ShareAsync(RegistryDb db, IEnumerable<Digest> digests, CancellationToken cancellationToken)
    {
        var keys = digests.Select(KeyOf).Distinct().Order().ToArray();
        return db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared(key) from unnest({keys}) key", cancellationToken);
    }

    /// <summary>Has the lock of a blob alone until the transaction ends.</summary>
    public static Task TakeAsync(RegistryDb db, Digest digest, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({KeyOf(digest)})", cancellationToken);

    // Two blobs of one key wait for each other for nothing, once in a universe.
    private static long KeyOf(Digest digest) => BinaryPrimitives.ReadInt64BigEndian(Convert.FromHexString(digest.Hex.AsSpan(0, 16))) ^ Ours;
}
