namespace T2L.Embedding.Onnx;

/// <summary>Element types, with ONNX's own numbers.</summary>
public enum OnnxType
{
    /// <summary>float32.</summary>
    Float = 1,

    /// <summary>int8.</summary>
    Int8 = 3,

    /// <summary>int64.</summary>
    Int64 = 7,

    /// <summary>bool, one byte each.</summary>
    Bool = 9,

    /// <summary>float16.</summary>
    Float16 = 10,
}
