using System.Runtime.InteropServices;

namespace T2L.Hypernetwork.Kernels;

/// <summary>One product with what follows it; the layout of <c>t2l_product</c> in t2lhyper.h, where each field is explained.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Product
{
    public float* Input;
    public long InputStride;
    public long Rows;
    public long Depth;
    public float* Weights;
    public float* Bias;
    public long Columns;
    public float** Output;
    public float** Scale;
    public float** Shift;
    public long OutputStride;
    public float* Scratch;
    public int Activation;
    public InstructionSet InstructionSet;
    public int Streaming;
    public int Unused;
}
