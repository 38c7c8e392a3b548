namespace T2L.Hypernetwork.Kernels;

/// <summary>What the products are computed with.</summary>
internal enum InstructionSet
{
    /// <summary>Plain loops; the yardstick, and what runs on processors without AVX2.</summary>
    Reference = 0,

    /// <summary>256-bit vectors with fused multiply-add.</summary>
    Avx2 = 1,

    /// <summary>512-bit vectors.</summary>
    Avx512 = 2,
}
