namespace T2L.Models;

/// <summary>Llama 3's stretching of rotary positions to a longer context (<c>rope_scaling</c> of type <c>llama3</c>).</summary>
/// <remarks>
/// A rotation whose wavelength is short against the original context stays; a long one is slowed by <see cref="Factor"/>; between the
/// two bounds the change is gradual.
/// </remarks>
public sealed record RopeScaling
{
    /// <summary>How much slower the long rotations turn; at least 1.</summary>
    public required double Factor { get; init; }

    /// <summary>Wavelengths above original positions / this are long.</summary>
    public required double LowFrequencyFactor { get; init; }

    /// <summary>Wavelengths below original positions / this are short; above <see cref="LowFrequencyFactor"/>.</summary>
    public required double HighFrequencyFactor { get; init; }

    /// <summary>Positions the model was first trained with.</summary>
    public required int OriginalMaxPositions { get; init; }
}
