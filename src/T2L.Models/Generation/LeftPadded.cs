using static TorchSharp.torch;

namespace T2L.Models.Generation;

/// <summary>Prompts of different lengths as one rectangle whose last column is the last token of each.</summary>
internal static class LeftPadded
{
    /// <summary>Ids [B, T] int64, and the mask [B, T], 0 at padding; no mask where all have the same length.</summary>
    public static (Tensor Ids, Tensor? Mask) Of(IReadOnlyList<IReadOnlyList<int>> prompts, int longest, int padId, Device? device)
    {
        long[] ids = new long[prompts.Count * longest], mask = new long[ids.Length];
        Array.Fill(ids, padId);
        for (int row = 0; row < prompts.Count; row++)
        {
            int start = (row + 1) * longest - prompts[row].Count;
            for (int i = 0; i < prompts[row].Count; i++)
                (ids[start + i], mask[start + i]) = (prompts[row][i], 1);
        }
        return (Matrix(ids), prompts.All(prompt => prompt.Count == longest) ? null : Matrix(mask));

        Tensor Matrix(long[] values) => tensor(values, [prompts.Count, longest], dtype: ScalarType.Int64, device: device);
    }
}
