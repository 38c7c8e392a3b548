using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>What a model says of one of its inputs or outputs.</summary>
public class NodeMetadata
{
    internal NodeMetadata(OnnxValueType kind, TensorElementType element, int[] dimensions, string[] symbolicDimensions)
    {
        OnnxValueType = kind;
        ElementDataType = element;
        Dimensions = dimensions;
        SymbolicDimensions = symbolicDimensions;
    }

    public OnnxValueType OnnxValueType { get; }

    public bool IsTensor => OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR;

    public bool IsString => ElementDataType == TensorElementType.String;

    /// <summary>The dimensions; -1 stands for one that is not fixed.</summary>
    public int[] Dimensions { get; }

    /// <summary>The names of dimensions that are not fixed; empty text for those that are.</summary>
    public string[] SymbolicDimensions { get; }

    public TensorElementType ElementDataType { get; }

    public Type ElementType => (IsString ? typeof(string) : ElementTypes.TypeOf(ElementDataType))
        ?? throw new OnnxRuntimeException(ErrorCode.NotImplemented, $"Element type {ElementDataType} has no C# type in this binding.");
}
