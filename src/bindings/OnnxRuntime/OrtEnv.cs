using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>The process-wide environment; sessions need it, and make it when it is not there yet.</summary>
public sealed unsafe class OrtEnv : SafeHandle
{
    private static readonly Lazy<OrtEnv> Single = new(() => new OrtEnv());

#pragma warning disable CA1419 // Never made by the marshaller: there is one, and Instance() gives it.
    private OrtEnv()
#pragma warning restore CA1419
        : base(0, ownsHandle: false) // Lives as long as the process: sessions in finalizers may still need it.
    {
        nint created;
        fixed (byte* id = Utf8.ZeroTerminated("T2L"))
            OrtStatus.Check(OrtApi.CreateEnv((int)OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, id, &created));
        SetHandle(created);
    }

    public override bool IsInvalid => handle == 0;

    internal nint Pointer => handle;

    public static OrtEnv Instance() => Single.Value;

#pragma warning disable CA1822 // The official member is an instance method.
    public string GetVersionString() => OrtTable.LibraryVersion;

    public string[] GetAvailableProviders()
    {
        byte** names;
        int count;
        OrtStatus.Check(OrtApi.GetAvailableProviders(&names, &count));
        var providers = new string[count];
        for (var i = 0; i < count; i++)
            providers[i] = Marshal.PtrToStringUTF8((nint)names[i]) ?? "";
        OrtStatus.Check(OrtApi.ReleaseAvailableProviders(names, count));
        return providers;
    }
#pragma warning restore CA1822

    protected override bool ReleaseHandle() => true;
}
