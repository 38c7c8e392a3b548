namespace T2L.Adapters.Safetensors;

/// <summary>Bounds of the format, checked before anything is allocated.</summary>
public static class SafetensorsLimits
{
    /// <summary>Longest header in bytes: 100,000,000, the limit of the reference implementation.</summary>
    public const long MaxHeaderBytes = 100_000_000;

    /// <summary>Bytes of the number in front of the header.</summary>
    internal const int LengthBytes = 8;

    /// <summary>The header is padded with spaces to a multiple of this, so that 8-byte elements lie aligned.</summary>
    internal const int Alignment = 8;

    /// <summary>The key of a header that does not name a tensor.</summary>
    internal const string MetadataKey = "__metadata__";
}
