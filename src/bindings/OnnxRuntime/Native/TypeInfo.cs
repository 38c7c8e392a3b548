using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Reads ONNX Runtime's descriptions of inputs, outputs and values.</summary>
internal static unsafe class TypeInfo
{
    /// <summary>What one input or output is; takes over <paramref name="typeInfo"/>.</summary>
    public static NodeMetadata ReadNode(nint typeInfo)
    {
        try
        {
            int kind;
            OrtStatus.Check(OrtApi.GetOnnxTypeFromTypeInfo(typeInfo, &kind));
            if ((OnnxValueType)kind != OnnxValueType.ONNX_TYPE_TENSOR)
                return new NodeMetadata((OnnxValueType)kind, TensorElementType.DataTypeMax, [], []);
            nint tensor;
            OrtStatus.Check(OrtApi.CastTypeInfoToTensorInfo(typeInfo, &tensor));
            return new NodeMetadata(OnnxValueType.ONNX_TYPE_TENSOR, ElementType(tensor), Array.ConvertAll(Shape(tensor), d => (int)d), SymbolicDimensions(tensor));
        }
        finally
        {
            OrtApi.ReleaseTypeInfo(typeInfo);
        }
    }

    public static TensorElementType ElementType(nint tensorInfo)
    {
        int type;
        OrtStatus.Check(OrtApi.GetTensorElementType(tensorInfo, &type));
        return (TensorElementType)type;
    }

    /// <summary>The dimensions; -1 stands for one that is not fixed.</summary>
    public static long[] Shape(nint tensorInfo)
    {
        var shape = new long[Rank(tensorInfo)];
        fixed (long* first = shape)
            OrtStatus.Check(OrtApi.GetDimensions(tensorInfo, first, (nuint)shape.Length));
        return shape;
    }

    private static string[] SymbolicDimensions(nint tensorInfo)
    {
        var names = new nint[Rank(tensorInfo)];
        fixed (nint* first = names)
            OrtStatus.Check(OrtApi.GetSymbolicDimensions(tensorInfo, (byte**)first, (nuint)names.Length));
        return Array.ConvertAll(names, n => Marshal.PtrToStringUTF8(n) ?? "");
    }

    private static int Rank(nint tensorInfo)
    {
        nuint rank;
        OrtStatus.Check(OrtApi.GetDimensionsCount(tensorInfo, &rank));
        return checked((int)rank);
    }
}
