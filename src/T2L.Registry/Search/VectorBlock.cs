namespace T2L.Registry.Search;

/// <summary>Some thousand directions at one byte a number, each with its step and its rounding error. Slots are filled once, in order.</summary>
/// <param name="size">E.</param>
internal sealed class VectorBlock(int size)
{
    /// <summary>Vectors in a block.</summary>
    public const int Capacity = 4096;

    private const int Most = 127;

    private readonly sbyte[] _numbers = GC.AllocateUninitializedArray<sbyte>(checked(Capacity * size));
    private readonly float[] _steps = new float[Capacity];
    private readonly float[] _errors = new float[Capacity];
    private readonly Guid[] _ids = new Guid[Capacity];

    /// <summary>Whose direction it is.</summary>
    public Guid Id(int slot) => _ids[slot];

    /// <summary>Rounds a direction into a slot.</summary>
    public void Write(int slot, Guid id, ReadOnlySpan<float> direction)
    {
        var code = _numbers.AsSpan(slot * size, size);
        var step = Direction.Step(direction, Most);
        for (var i = 0; i < size; i++)
            code[i] = (sbyte)MathF.Round(direction[i] / step);
        (_ids[slot], _steps[slot], _errors[slot]) = (id, step, Direction.Error(direction, (ReadOnlySpan<sbyte>)code, step));
    }

    /// <summary>Cosines of the first vectors with a query, and how far each can be off.</summary>
    /// <remarks>|q·v − q̂·v̂| ≤ ‖q − q̂‖·‖v‖ + ‖q̂‖·‖v − v̂‖, where ‖v‖ = 1 and ‖q̂‖ ≤ 1 + ‖q − q̂‖.</remarks>
    public void Compare(QueryCode query, Span<float> cosines, Span<float> slack)
    {
        ReadOnlySpan<sbyte> numbers = _numbers;
        for (var slot = 0; slot < cosines.Length; slot++)
        {
            cosines[slot] = ByteDot.Of(query.Numbers, numbers.Slice(slot * size, size)) * (query.Step * _steps[slot]);
            slack[slot] = query.Error + ((1 + query.Error) * _errors[slot]) + 1e-6f; // and what float arithmetic loses
        }
    }
}
