using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How a session is made.</summary>
public unsafe class SessionOptions : SafeHandle
{
    private GraphOptimizationLevel _graphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
    private OrtLoggingLevel _logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private int _intraOpNumThreads;
    private int _interOpNumThreads;

    public SessionOptions()
        : base(0, ownsHandle: true)
    {
        nint created;
        OrtStatus.Check(OrtApi.CreateSessionOptions(&created));
        SetHandle(created);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Threads inside one operator; 0, the default, is one per core.</summary>
    public int IntraOpNumThreads
    {
        get => _intraOpNumThreads;
        set
        {
            OrtStatus.Check(OrtApi.SetIntraOpNumThreads(Pointer, value));
            _intraOpNumThreads = value;
        }
    }

    /// <summary>Threads across operators; only used in parallel execution.</summary>
    public int InterOpNumThreads
    {
        get => _interOpNumThreads;
        set
        {
            OrtStatus.Check(OrtApi.SetInterOpNumThreads(Pointer, value));
            _interOpNumThreads = value;
        }
    }

    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get => _graphOptimizationLevel;
        set
        {
            OrtStatus.Check(OrtApi.SetSessionGraphOptimizationLevel(Pointer, (int)value));
            _graphOptimizationLevel = value;
        }
    }

    public OrtLoggingLevel LogSeverityLevel
    {
        get => _logSeverityLevel;
        set
        {
            OrtStatus.Check(OrtApi.SetSessionLogSeverityLevel(Pointer, (int)value));
            _logSeverityLevel = value;
        }
    }

    internal nint Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    public void AddSessionConfigEntry(string configKey, string configValue)
    {
        fixed (byte* key = Utf8.ZeroTerminated(configKey))
        fixed (byte* value = Utf8.ZeroTerminated(configValue))
            OrtStatus.Check(OrtApi.AddSessionConfigEntry(Pointer, key, value));
    }

    /// <summary>Prefers an NVIDIA device.</summary>
    /// <param name="deviceId">The device's number.</param>
    /// <exception cref="OnnxRuntimeException">The native library in use was built without CUDA, or CUDA does not work here.</exception>
    public void AppendExecutionProvider_CUDA(int deviceId = 0)
    {
        const string entry = "OrtSessionOptionsAppendExecutionProvider_CUDA";
        var providers = OrtEnv.Instance().GetAvailableProviders();
        if (!providers.Contains("CUDAExecutionProvider") || !NativeLibrary.TryGetExport(OrtLibrary.Handle, entry, out var append))
        {
            throw new OnnxRuntimeException(
                ErrorCode.NotImplemented,
                $"CUDA device {deviceId} was requested, but '{OrtLibrary.Path}' offers {string.Join(", ", providers)} only. "
                + $"Set {OrtLibrary.Variable} to an ONNX Runtime built with CUDA, or use the CPU.");
        }

        OrtStatus.Check(((delegate* unmanaged<nint, int, nint>)append)(Pointer, deviceId));
    }

    protected override bool ReleaseHandle()
    {
        OrtApi.ReleaseSessionOptions(handle);
        return true;
    }
}
