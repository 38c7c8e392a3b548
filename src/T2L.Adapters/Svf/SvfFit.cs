namespace T2L.Adapters.Svf;

/// <summary>Whether an expert fits a decomposition: same base, same bases of singular vectors, one vector for every matrix.</summary>
public static class SvfFit
{
    /// <summary>Refuses an expert that does not fit.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="expertName">What to call it in the message.</param>
    /// <param name="decomposition">The decomposition.</param>
    /// <exception cref="AdapterFormatException">The expert does not fit; the message says what would.</exception>
    public static void Check(SvfExpert expert, string expertName, DecompositionManifest decomposition)
    {
        ArgumentNullException.ThrowIfNull(expert);
        ArgumentNullException.ThrowIfNull(decomposition);
        var manifest = expert.Manifest;
        if (manifest.BaseDigest != decomposition.BaseDigest)
        {
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
                $"Expert '{expertName}' was made for base model '{manifest.BaseModel}' ({manifest.BaseDigest}); the decomposition is of '{decomposition.BaseModel}' ({decomposition.BaseDigest}). It fits a decomposition of '{manifest.BaseModel}' only.");
        }

        CheckMatrices(expert, expertName, decomposition);
        if (manifest.DecompositionDigest != decomposition.DigestFor(manifest.Targets))
        {
            throw new AdapterFormatException(AdapterFormatError.OtherDecomposition,
                $"Expert '{expertName}' was made with decomposition {manifest.DecompositionDigest}; the {SvfTargets.Show(manifest.Targets)} of this one are {decomposition.DigestFor(manifest.Targets)}. Use the decomposition that came with the expert, or train it again with this one.");
        }
    }

    /// <summary>Refuses vectors that are not one for each matrix of their targets, of the right length.</summary>
    internal static void CheckMatrices(SvfExpert expert, string expertName, DecompositionManifest decomposition)
    {
        var missing = expert.Manifest.Targets.Except(decomposition.Targets, StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
        {
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
                $"Expert '{expertName}' gates {SvfTargets.Show(expert.Manifest.Targets)}; the decomposition holds {SvfTargets.Show(decomposition.Targets)} only. Decompose '{decomposition.BaseModel}' with --targets {SvfTargets.Show(expert.Manifest.Targets)}.");
        }

        foreach (var matrix in decomposition.MatricesOf(expert.Manifest.Targets))
        {
            var name = matrix.Name.Value;
            if (!expert.Vectors.TryGetValue(name, out var vector))
            {
                throw new AdapterFormatException(AdapterFormatError.MissingTensor,
                    $"Expert '{expertName}' has no vector for '{name}'; '{decomposition.BaseModel}' has {decomposition.Layers} layers and each needs {SvfTargets.Show(expert.Manifest.Targets)}.", tensor: name);
            }

            if (vector.ElementCount != matrix.Rank)
            {
                throw new AdapterFormatException(AdapterFormatError.ShapeMismatch,
                    $"Expert '{expertName}' has {vector.ElementCount} numbers for '{name}' of shape [{matrix.Rows}, {matrix.Columns}]; expected {matrix.Rank}, one for each singular value.", tensor: name);
            }
        }

        if (expert.Vectors.Keys.FirstOrDefault(name => decomposition.Find(name) is null) is { } surplus)
        {
            throw new AdapterFormatException(AdapterFormatError.UnknownTensor,
                $"Expert '{expertName}' has a vector for '{surplus}'; '{decomposition.BaseModel}' has {decomposition.Layers} layers.", tensor: surplus);
        }
    }
}
