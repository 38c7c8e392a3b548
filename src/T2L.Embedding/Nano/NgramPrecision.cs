namespace T2L.Embedding.Nano;

/// <summary>How an n-gram encoder's file stores the vectors of features.</summary>
public enum NgramPrecision
{
    /// <summary>As they were trained.</summary>
    Float32,

    /// <summary>Half the size, about three digits.</summary>
    Float16,

    /// <summary>A quarter of the size: 255 steps over each vector's own range. The step is part of the vector's weight, so the graph stays the same.</summary>
    Int8,
}
