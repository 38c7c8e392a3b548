namespace T2L.Hypernetwork;

/// <summary>How the heads write A and B: the trade between size and speed that the paper calls T2L-L, T2L-M and T2L-S.</summary>
/// <remarks>Text-to-LoRA, Charakorn et al. 2025. In official checkpoints: <c>shared_AB_head</c> and <c>autoreg_gen</c>.</remarks>
public enum HeadVariant
{
    /// <summary>T2L-L: one head a module writes A and B of all ranks at once; r·(in + out) outputs.</summary>
    L,

    /// <summary>T2L-M: one head a module writes A or B, chosen by a learned vector, all ranks at once; r·max(in, out) outputs.</summary>
    M,

    /// <summary>T2L-S: one head a module writes one rank of A or B at a time; max(in, out) outputs.</summary>
    S,

    /// <summary>Not in the paper: one head a module writes one rank of A and B together; in + out outputs.</summary>
    Split,
}

/// <summary>What the variants have in common.</summary>
internal static class HeadVariantExtensions
{
    // A and B come out of the same head, chosen by out_emb.
    public static bool SharesHead(this HeadVariant variant) => variant is HeadVariant.M or HeadVariant.S;

    // One rank at a time.
    public static bool WritesRanks(this HeadVariant variant) => variant is HeadVariant.S or HeadVariant.Split;

    public static HeadVariant Of(bool sharesHead, bool writesRanks) => (sharesHead, writesRanks) switch
    {
        (false, false) => HeadVariant.L,
        (true, false) => HeadVariant.M,
        (true, true) => HeadVariant.S,
        (false, true) => HeadVariant.Split,
    };
}
