namespace TorchSharp.Native;

/// <summary>Holds libtorch's inference-mode guard of this thread.</summary>
internal sealed class InferenceMode(bool enabled) : IDisposable
{
    private nint _guard = NativeError.Check(NativeMethods.t2l_inference_begin(enabled ? 1 : 0), "inference_mode");

    public void Dispose()
    {
        if (_guard != 0) NativeMethods.t2l_inference_end(_guard);
        _guard = 0;
    }
}
