using System.Numerics.Tensors;

namespace T2L.Registry.Search;

/// <summary>Some thousand directions at one byte a number, each with its step and its rounding error, and half a byte more for a close look. Slots are filled once, in order.</summary>
/// <param name="size">E.</param>
internal sealed class VectorBlock(int size)
{
    /// <summary>Vectors in a block.</summary>
    public const int Capacity = 4096;

    private const int Most = 127;

    private readonly sbyte[] _numbers = GC.AllocateUninitializedArray<sbyte>(checked(Capacity * size));
    private readonly byte[] _fine = GC.AllocateUninitializedArray<byte>(checked(Capacity * FineCode.Bytes(size)));
    private readonly float[] _steps = new float[Capacity];
    private readonly float[] _errors = new float[Capacity];
    private readonly float[] _fineErrors = new float[Capacity];
    private readonly Guid[] _ids = new Guid[Capacity];
    private readonly int[] _groups = new int[Capacity];
    private BlockHeads? _heads;

    /// <summary>What a first look at the block reads; null until the block is full and has been looked at.</summary>
    public BlockHeads? Heads => Volatile.Read(ref _heads);

    /// <summary>Whose direction it is.</summary>
    public Guid Id(int slot) => _ids[slot];

    /// <summary>Whether a slot is of a group; null is every group.</summary>
    public bool IsOf(int? group, int slot) => group is null || _groups[slot] == group;

    /// <summary>Rounds a direction into a slot.</summary>
    public void Write(int slot, Guid id, ReadOnlySpan<float> direction, int group)
    {
        var code = Code(slot);
        var step = Direction.Round(direction, code, Most);
        (_ids[slot], _groups[slot], _steps[slot], _errors[slot]) = (id, group, step, Direction.Error(direction, (ReadOnlySpan<sbyte>)code, step));
        FineCode.Write(direction, code, step, Fine(slot));
        var near = new float[size];
        FineCode.Read(code, Fine(slot), step, near);
        _fineErrors[slot] = TensorPrimitives.Distance(direction, near);
    }

    /// <summary>Prepares the full block for first looks.</summary>
    public void Summarise(Subspace subspace) => Volatile.Write(ref _heads, new BlockHeads(this, subspace));

    /// <summary>A rounded direction, shape [E].</summary>
    public float[] Decode(int slot)
    {
        var direction = new float[size];
        var code = Code(slot);
        for (var i = 0; i < size; i++)
            direction[i] = code[i] * _steps[slot];
        return direction;
    }

    /// <summary>The product of a rounded direction with a rounded query.</summary>
    public float Product(QueryCode query, int slot) => ByteDot.Of(query.Numbers, Code(slot)) * (query.Step * _steps[slot]);

    /// <summary>How far that product can be off the cosine.</summary>
    /// <remarks>|q·v − q̂·v̂| ≤ ‖q − q̂‖·‖v‖ + ‖q̂‖·‖v − v̂‖, where ‖v‖ = 1 and ‖q̂‖ ≤ 1 + ‖q − q̂‖.</remarks>
    public float Slack(QueryCode query, int slot) => query.Error + ((1 + query.Error) * _errors[slot]) + 1e-6f; // and what float arithmetic loses

    /// <summary>The cosine of a direction with a query, and how far it can be off.</summary>
    /// <param name="query">Shape [E], length 1.</param>
    /// <param name="slot">Which direction.</param>
    public (float Cosine, float Slack) CompareClosely(ReadOnlySpan<float> query, int slot)
    {
        var near = new float[size];
        FineCode.Read(Code(slot), Fine(slot), _steps[slot], near);
        return (TensorPrimitives.Dot(query, near), _fineErrors[slot] + 1e-5f); // and what float arithmetic loses
    }

    private Span<byte> Fine(int slot) => _fine.AsSpan(slot * FineCode.Bytes(size), FineCode.Bytes(size));

    private Span<sbyte> Code(int slot) => _numbers.AsSpan(slot * size, size);
}
