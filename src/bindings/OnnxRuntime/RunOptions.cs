using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How one run behaves; shared by several runs at will.</summary>
public unsafe class RunOptions : SafeHandle
{
    private OrtLoggingLevel _logSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private bool _terminate;

    public RunOptions()
        : base(0, ownsHandle: true)
    {
        nint created;
        OrtStatus.Check(OrtApi.CreateRunOptions(&created));
        SetHandle(created);
    }

    public override bool IsInvalid => handle == 0;

    public OrtLoggingLevel LogSeverityLevel
    {
        get => _logSeverityLevel;
        set
        {
            OrtStatus.Check(OrtApi.RunOptionsSetRunLogSeverityLevel(Pointer, (int)value));
            _logSeverityLevel = value;
        }
    }

    /// <summary>True ends the runs that use these options with an error, and lets no new one start.</summary>
    public bool Terminate
    {
        get => _terminate;
        set
        {
            if (value != _terminate)
                OrtStatus.Check(value ? OrtApi.RunOptionsSetTerminate(Pointer) : OrtApi.RunOptionsUnsetTerminate(Pointer));
            _terminate = value;
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

    protected override bool ReleaseHandle()
    {
        OrtApi.ReleaseRunOptions(handle);
        return true;
    }
}
