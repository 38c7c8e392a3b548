using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Turns what a native function returns into success or an exception with ONNX Runtime's own text.</summary>
internal static class OrtStatus
{
    public static void Check(nint status)
    {
        if (status == 0)
            return;
        var code = (ErrorCode)OrtApi.GetErrorCode(status);
        var message = Marshal.PtrToStringUTF8(OrtApi.GetErrorMessage(status)) ?? "no message";
        OrtApi.ReleaseStatus(status);
        throw new OnnxRuntimeException(code, message);
    }
}
