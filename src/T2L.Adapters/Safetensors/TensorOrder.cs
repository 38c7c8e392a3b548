namespace T2L.Adapters.Safetensors;

/// <summary>The order in which a writer lays out tensors.</summary>
public enum TensorOrder
{
    /// <summary>As the official library does: wider element types first, then by name in byte order.</summary>
    Canonical,

    /// <summary>As they are given.</summary>
    AsGiven,
}
