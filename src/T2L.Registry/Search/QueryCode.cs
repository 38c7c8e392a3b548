namespace T2L.Registry.Search;

/// <summary>The direction that is looked for, in 12 bits a number: it is one, so it can afford a finer grid than the million it is compared with.</summary>
internal sealed class QueryCode
{
    private const int Most = 2047;

    /// <summary>Rounds a direction, or a part of one.</summary>
    /// <param name="direction">Shape [E], length 1 or less.</param>
    public QueryCode(ReadOnlySpan<float> direction)
    {
        Numbers = new short[direction.Length];
        Step = Direction.Round(direction, Numbers, Most);
        Error = Direction.Error(direction, (ReadOnlySpan<short>)Numbers, Step);
    }

    /// <summary>Shape [E].</summary>
    public short[] Numbers { get; }

    /// <summary>What one step is worth.</summary>
    public float Step { get; }

    /// <summary>Distance from the direction itself.</summary>
    public float Error { get; }

    /// <summary>What the steps are worth, shape [E].</summary>
    public float[] Decode() => [.. Numbers.Select(number => number * Step)];
}
