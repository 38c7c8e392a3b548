using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>A tagged value as it crosses the border: one argument or one result of an operator.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public ValueTag Tag;

    /// <summary>Length of a list or a string; the index of a device.</summary>
    public int Length;

    /// <summary>An integer, a handle, an address, or the bits of a double.</summary>
    public long Bits;

    public readonly double Real => BitConverter.Int64BitsToDouble(Bits);
}
