using T2L.Adapters;
using T2L.Hypernetwork.Kernels;

namespace T2L.Hypernetwork.Generation;

/// <summary>Offsets and target statistics in the order of an adapter's block: result · Scale + Shift. Missing where they change nothing.</summary>
internal sealed unsafe class CpuCorrections : IDisposable
{
    private const float StandardDeviationFloor = 1e-10f;

    public CpuCorrections(AdapterLayout layout, IReadOnlyDictionary<string, TensorData> state)
    {
        var config = layout.Config;
        var reconstruction = config.TrainingTask == TrainingTask.Reconstruction;
        if (reconstruction && !config.Factorized)
            return;
        var normalized = reconstruction && config.TargetNormalization;
        Shift = Gather(layout, state, "AB_offset");
        if (!normalized)
            return;
        Shift = Sum(Shift, Gather(layout, state, "mean_recon_target"));
        Scale = Gather(layout, state, "std_recon_target") ?? Zeros(layout);
        foreach (ref var value in Scale.Span)
            value += StandardDeviationFloor;
    }

    public NativeFloats? Scale { get; }

    public NativeFloats? Shift { get; }

    public void Dispose()
    {
        Scale?.Dispose();
        Shift?.Dispose();
    }

    // Null when all numbers are zero, which is so for every network trained without a multi-task LoRA.
    private static NativeFloats? Gather(AdapterLayout layout, IReadOnlyDictionary<string, TensorData> state, string prefix)
    {
        NativeFloats? block = null;
        for (var m = 0; m < layout.Config.Modules.Count; m++)
        {
            var name = layout.Config.Modules[m].Name;
            var index = m;
            Copy($"{prefix}.A.{name}", layer => layout.OfA(layer, index));
            Copy($"{prefix}.B.{name}", layer => layout.OfB(layer, index));
        }

        return block;

        void Copy(string name, Func<int, long> start)
        {
            if (!state.TryGetValue(name, out var tensor) || tensor.ToFloats() is var values && !values.AsSpan().ContainsAnyExcept(0f))
                return;
            block ??= Zeros(layout);
            var size = values.Length / layout.Config.Layers;
            for (var layer = 0; layer < layout.Config.Layers; layer++)
                values.AsSpan(layer * size, size).CopyTo(new Span<float>(block.Address + start(layer), size));
        }
    }

    private static NativeFloats? Sum(NativeFloats? left, NativeFloats? right)
    {
        if (left is null || right is null)
            return left ?? right;
        for (var i = 0L; i < left.Count; i++)
            left.Address[i] += right.Address[i];
        right.Dispose();
        return left;
    }

    private static NativeFloats Zeros(AdapterLayout layout)
    {
        var block = new NativeFloats(layout.Count);
        block.Span.Clear();
        return block;
    }
}
