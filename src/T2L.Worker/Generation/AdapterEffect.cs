using T2L.Adapters;
using T2L.Adapters.Lora;

namespace T2L.Worker.Generation;

/// <summary>Tells an adapter that changes something from one that does not.</summary>
internal static class AdapterEffect
{
    /// <summary>False when scaling · B · A is zero in every module because a factor is; such an adapter answers as the base model does.</summary>
    public static bool ChangesSomething(LoraAdapter adapter) => adapter.Modules.Any(module =>
        adapter.Config.ScalingFor(module.Key) != 0 && !IsZero(module.Value.A) && !IsZero(module.Value.B));

    private static bool IsZero(TensorData factor) => !factor.ToFloats().AsSpan().ContainsAnyExcept(0f);
}
