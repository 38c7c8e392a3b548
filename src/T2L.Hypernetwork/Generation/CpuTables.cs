using T2L.Adapters;
using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Generation;

/// <summary>Small tables that depend on the weights alone, computed once.</summary>
internal static unsafe class CpuTables
{
    /// <summary>LN of every row of <c>name.0.weight</c>; unit vectors where the checkpoint holds no such embedding.</summary>
    public static float[] Embedding(IReadOnlyDictionary<string, TensorData> state, string name, int rows) =>
        state.TryGetValue($"{name}.0.weight", out var table)
            ? Normed(table.ToFloats(), rows, state, $"{name}.1")
            : UnitVectors(rows);

    /// <summary>The vectors that choose A or B, normalised, shape [modules, 2, D].</summary>
    public static float[] Selectors(IReadOnlyDictionary<string, TensorData> state, HypernetworkConfig config)
    {
        float[] rows =
        [
            .. config.Modules.SelectMany(m => state[$"out_emb.{m.Name}.A"].ToFloats().Concat(state[$"out_emb.{m.Name}.B"].ToFloats())),
        ];
        return Normed(rows, 2 * config.Modules.Count, state, "out_emb_norm");
    }

    private static float[] Normed(float[] table, int rows, IReadOnlyDictionary<string, TensorData> state, string norm)
    {
        var output = new float[table.Length];
        fixed (float* input = table, result = output, weight = state[$"{norm}.weight"].ToFloats(), bias = state[$"{norm}.bias"].ToFloats())
            NativeMethods.LayerNorm(input, rows, table.Length / rows, weight, bias, result);
        return output;
    }

    private static float[] UnitVectors(int size)
    {
        var table = new float[size * size];
        for (var i = 0; i < size; i++)
            table[i * size + i] = 1;
        return table;
    }
}
