namespace T2L.Embedding.Inference;

/// <summary>Spreads texts over runs: texts of like length together, each run within a number of tokens, padding included.</summary>
internal static class BatchPlan
{
    /// <summary>The runs, each a list of positions in <paramref name="lengths"/>; every position is in exactly one.</summary>
    /// <param name="lengths">Tokens of each text.</param>
    /// <param name="maxTokens">Rows × longest row of a run; a text that is longer still runs alone.</param>
    public static IEnumerable<IReadOnlyList<int>> Of(IReadOnlyList<int> lengths, int maxTokens)
    {
        var batch = new List<int>();
        foreach (var index in Enumerable.Range(0, lengths.Count).OrderBy(i => lengths[i])) // OrderBy keeps equal lengths in order
        {
            if (batch.Count > 0 && (long)(batch.Count + 1) * lengths[index] > maxTokens)
            {
                yield return batch;
                batch = [];
            }

            batch.Add(index);
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
