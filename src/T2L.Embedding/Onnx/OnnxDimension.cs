using System.Globalization;

namespace T2L.Embedding.Onnx;

/// <summary>One dimension of an input or output: a number, or a name for one that changes from run to run.</summary>
public readonly record struct OnnxDimension
{
    private OnnxDimension(long? value, string? name) => (Value, Name) = (value, name);

    /// <summary>The number, where it is fixed.</summary>
    public long? Value { get; }

    /// <summary>The name, where it is not.</summary>
    public string? Name { get; }

    /// <summary>A fixed dimension.</summary>
    /// <param name="value">0 or more.</param>
    /// <returns>The dimension.</returns>
    public static OnnxDimension FromInt64(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return new OnnxDimension(value, null);
    }

    /// <summary>A dimension that changes from run to run.</summary>
    /// <param name="name">Its name, for instance <c>batch</c>.</param>
    /// <returns>The dimension.</returns>
    public static OnnxDimension FromString(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new OnnxDimension(null, name);
    }

    /// <summary>A fixed dimension.</summary>
    /// <param name="value">0 or more.</param>
    public static implicit operator OnnxDimension(long value) => FromInt64(value);

    /// <summary>A dimension that changes from run to run.</summary>
    /// <param name="name">Its name.</param>
    public static implicit operator OnnxDimension(string name) => FromString(name);

    /// <summary>The number or the name.</summary>
    /// <returns>The number or the name.</returns>
    public override string ToString() => Value?.ToString(CultureInfo.InvariantCulture) ?? Name ?? "?";
}
