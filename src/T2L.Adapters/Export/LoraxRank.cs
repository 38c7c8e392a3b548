namespace T2L.Adapters.Export;

/// <summary>Ranks that LoRAX leaves alone.</summary>
/// <remarks>
/// It fills factors up to rank 8 for each GPU, above that to a multiple of 16, and then keeps the filled rank as the adapter's own:
/// alpha / r comes out too small for every module type after the first. A rank that needs no filling is scaled rightly.
/// </remarks>
internal static class LoraxRank
{
    private const int Least = 8;
    private const int Step = 16;

    /// <summary>The rank at or above <paramref name="rank"/> that one GPU leaves alone.</summary>
    public static int Of(int rank) => rank <= Least ? Least : (rank + Step - 1) / Step * Step;

    /// <summary>How many GPUs at most leave a rank alone.</summary>
    public static int MostGpus(int rank) => rank / Least;
}
