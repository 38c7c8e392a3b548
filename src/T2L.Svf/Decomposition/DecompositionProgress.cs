namespace T2L.Svf.Decomposition;

/// <summary>Where a decomposition stands.</summary>
/// <param name="Done">Matrices that are on the disk.</param>
/// <param name="Total">Matrices in all.</param>
/// <param name="Kept">How many of the done ones were there before.</param>
/// <param name="Name">The last one.</param>
/// <param name="Elapsed">Since it began.</param>
public sealed record DecompositionProgress(int Done, int Total, int Kept, string Name, TimeSpan Elapsed)
{
    /// <summary>What the rest takes at the pace of the matrices that were computed; null where none was yet.</summary>
    public TimeSpan? Remaining => Done > Kept ? Elapsed / (Done - Kept) * (Total - Done) : null;
}
