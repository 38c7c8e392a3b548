namespace T2L.Models.Network.Skinny;

/// <summary>Where the matrices of one product y = x·Wᵀ + b lie. Their rows follow one another without gaps.</summary>
internal readonly record struct Operands
{
    /// <summary>Rows of x and of y.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns of y, rows of W; a multiple of 4.</summary>
    public required long Columns { get; init; }

    /// <summary>Columns of x and of W; a multiple of 32.</summary>
    public required long Depth { get; init; }

    /// <summary>x.</summary>
    public required nint Input { get; init; }

    /// <summary>W.</summary>
    public required nint Weight { get; init; }

    /// <summary>b; 0 where there is none.</summary>
    public required nint Bias { get; init; }

    /// <summary>y.</summary>
    public required nint Output { get; init; }

    /// <summary>Space for Rows · Depth numbers of float32 at a multiple of 64.</summary>
    public required nint Packed { get; init; }
}
