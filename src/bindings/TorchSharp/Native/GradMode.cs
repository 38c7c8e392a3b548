namespace TorchSharp.Native;

/// <summary>Sets this thread's gradient switch and restores it when disposed.</summary>
internal sealed class GradMode : IDisposable
{
    private readonly int _previous = NativeMethods.t2l_grad_enabled();
    private bool _ended;

    public GradMode(bool enabled) => NativeMethods.t2l_set_grad_enabled(enabled ? 1 : 0);

    public void Dispose()
    {
        if (_ended) return;
        _ended = true;
        NativeMethods.t2l_set_grad_enabled(_previous);
    }
}
