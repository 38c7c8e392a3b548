using T2L.Adapters.Svf;

namespace T2L.Svf.Export;

/// <summary>What a merged model says of itself: whose weights these are and how to make them again.</summary>
internal static class MergedModelCard
{
    public const string FileName = "README.md";

    /// <summary>The card, as Markdown.</summary>
    public static string Of(SvfExpert expert, DecompositionManifest decomposition) =>
        $"""
        # {expert.Manifest.BaseModel} with an SVF expert in its weights

        Made by `t2l svf apply`: W' = U diag(S ∘ z) Vᵀ in {SvfTargets.Show(expert.Manifest.Targets)}, {expert.Vectors.Count} matrices; all other weights are the base model's.
        What the base model's card says of its answers does not hold here.

        | | |
        |---|---|
        | base model | {expert.Manifest.BaseModel}, `{expert.Manifest.BaseDigest}` |
        | expert | {(expert.Manifest.Label.Length > 0 ? $"{expert.Manifest.Label.Replace("|", "\\|", StringComparison.Ordinal)}, " : "")}`{SvfExpertFile.DigestOf(expert)}` |
        | how the expert came to be | {expert.Manifest.Origin.Method} |
        | decomposition | `{decomposition.Digest}` |

        Licence and terms are the base model's.

        """;
}
