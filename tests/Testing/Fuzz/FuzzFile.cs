namespace T2L.Testing.Fuzz;

/// <summary>A sound file to damage.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="Open">
/// Puts a damaged content where the loader looks for it, and returns the loading itself: only that is timed and measured.
/// </param>
internal sealed record FuzzFile(byte[] Bytes, Func<byte[], Action> Open)
{
    /// <summary>Whether to edit numbers, texts and words as such too (JSON, YAML), not only bytes.</summary>
    public bool IsText { get; init; }

    /// <summary>Where most changes go: the header of a file that is mostly numbers. Default: everywhere.</summary>
    public Range Hot { get; init; } = Range.All;

    /// <summary>Bytes of the sound files of the same folder, which the loader reads too.</summary>
    public long BesideBytes { get; init; }

    /// <summary>Bytes of memory that each byte of the damaged part may ask for besides: a pickle's instructions make values.</summary>
    public int ValueBytes { get; init; }

    /// <summary>Bytes of memory that a case may take whatever its length; more only where a loader has something costly to make, with the reason.</summary>
    public long FixedBytes { get; init; } = FuzzLimits.FixedBytes;

    /// <summary>Repairs what would hide every change behind one check, for instance a checksum.</summary>
    public Func<byte[], byte[]> Finish { get; init; } = static bytes => bytes;
}
