using System.Text;

namespace Microsoft.ML.OnnxRuntime.Native;

internal static class Utf8
{
    /// <summary>The text as UTF-8 with a zero at its end, as C functions take it, in an array that never moves.</summary>
    public static byte[] ZeroTerminated(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(text) + 1, pinned: true);
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
