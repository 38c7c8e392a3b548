using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Turns a failure of libtorch into the exception that TorchSharp throws, with libtorch's own text.</summary>
internal static class NativeError
{
    [DoesNotReturn]
    [SuppressMessage("Usage", "CA2201", Justification = "The type TorchSharp throws for native failures.")]
    public static unsafe void Throw(string operation)
    {
        var text = Marshal.PtrToStringUTF8((nint)NativeMethods.t2l_error()) ?? "unknown error";
        throw new ExternalException($"{operation}: {FirstParagraph(text)}");
    }

    public static void Check(int result, string operation)
    {
        if (result < 0) Throw(operation);
    }

    public static nint Check(nint handle, string operation)
    {
        if (handle == 0) Throw(operation);
        return handle;
    }

    // What follows is the place in libtorch's sources and a C++ stack.
    private static string FirstParagraph(string text)
    {
        var source = text.IndexOf("\nException raised from", StringComparison.Ordinal);
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        var end = source < 0 ? blank : blank < 0 ? source : Math.Min(source, blank);
        return (end < 0 ? text : text[..end]).Trim();
    }
}
