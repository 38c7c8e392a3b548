namespace T2L.Adapters.PyTorch.Pickles;

/// <summary>Bounds on what a pickle may ask for; a checkpoint of 10,000 tensors needs under a fifth of each.</summary>
internal static class PickleLimits
{
    /// <summary>Longest pickle in bytes; ten thousand tensors need about 1.5 MB.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>Values pushed over the whole run.</summary>
    public const int MaxValues = 2_000_000;

    /// <summary>Values on the stack at one time.</summary>
    public const int MaxStack = 100_000;

    /// <summary>Values remembered for later.</summary>
    public const int MaxMemo = 1_000_000;

    /// <summary>Newest protocol that is understood.</summary>
    public const int MaxProtocol = 5;

    /// <summary>Longest module or attribute name.</summary>
    public const int MaxNameBytes = 256;
}
