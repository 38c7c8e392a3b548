namespace TorchSharp.Native;

/// <summary>What a <see cref="NativeValue"/> holds. Mirrors the enum of the same meaning in native/values.h.</summary>
internal enum ValueTag
{
    None,
    Tensor,
    Int,
    Double,
    Bool,
    IntList,
    DoubleList,
    BoolList,
    TensorList,
    OptionalTensorList,
    String,
    Device,
    Generator,
    SchemaDefault,
}
