using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>ONNX Runtime's table of functions: what <c>OrtGetApiBase()-&gt;GetApi(version)</c> returns.</summary>
/// <remarks>
/// The table only ever grows at its end, so a slot keeps its number for ever. Version 11 is asked for:
/// every slot used here was in version 1 or soon after, and old builds still answer.
/// </remarks>
internal static unsafe class OrtTable
{
    private const uint Version = 11;
    private static readonly Lazy<(nint Table, string Version)> Opened = new(Open);

    /// <summary>The function pointers, by slot.</summary>
    public static void** Slots => (void**)Opened.Value.Table;

    /// <summary>The library's own version, for instance <c>1.30.0</c>.</summary>
    public static string LibraryVersion => Opened.Value.Version;

    private static (nint, string) Open()
    {
        if (!NativeLibrary.TryGetExport(OrtLibrary.Handle, "OrtGetApiBase", out var entry))
            throw new EntryPointNotFoundException($"'{OrtLibrary.Path}' has no OrtGetApiBase, so it is not ONNX Runtime.");
        var entries = (void**)((delegate* unmanaged<nint>)entry)();
        var version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)entries[1])()) ?? "unknown";
        var table = ((delegate* unmanaged<uint, nint>)entries[0])(Version);
        return table != 0
            ? (table, version)
            : throw new EntryPointNotFoundException($"'{OrtLibrary.Path}' is ONNX Runtime {version}, which is too old: it does not know API version {Version}.");
    }
}
