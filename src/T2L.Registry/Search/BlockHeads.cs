namespace T2L.Registry.Search;

/// <summary>The vectors of a whole block as a <see cref="Subspace"/> sees them, one byte a number: a quarter of what the block holds, enough to pass most of it over.</summary>
internal sealed class BlockHeads
{
    private const int Most = 127;

    private readonly Subspace _subspace;
    private readonly sbyte[] _numbers;
    private readonly float[] _steps = new float[VectorBlock.Capacity];
    private readonly float[] _errors = new float[VectorBlock.Capacity];
    private readonly float[] _rests = new float[VectorBlock.Capacity];

    /// <summary>Looks at every vector of a block.</summary>
    public BlockHeads(VectorBlock block, Subspace subspace)
    {
        _subspace = subspace;
        _numbers = GC.AllocateUninitializedArray<sbyte>(VectorBlock.Capacity * subspace.Directions);
        Parallel.For(0, VectorBlock.Capacity, slot => Write(slot, block.Decode(slot)));
    }

    /// <summary>What the products of a query with the block's rounded vectors cannot exceed.</summary>
    /// <remarks>
    /// With P the subspace and v = Pᵀh + r, q·v ≤ Pq·h + ‖q − PᵀPq‖·‖r‖; and |Pq·h − p̂·ĥ| ≤ ‖Pq − p̂‖·‖h‖ + ‖p̂‖·‖h − ĥ‖ for the rounded p̂ and ĥ.
    /// </remarks>
    public void Bound(QueryHead query, Span<float> bounds)
    {
        var size = _subspace.Directions;
        for (var slot = 0; slot < bounds.Length; slot++)
        {
            var product = ByteDot.Of(query.Code.Numbers, _numbers.AsSpan(slot * size, size)) * (query.Code.Step * _steps[slot]);
            bounds[slot] = product + (query.Rest * _rests[slot]) + query.Code.Error + ((1 + query.Code.Error) * _errors[slot]) + 1e-4f; // and what float arithmetic loses
        }
    }

    private void Write(int slot, float[] vector)
    {
        Span<float> head = stackalloc float[_subspace.Directions];
        _subspace.Project(vector, head);
        var code = _numbers.AsSpan(slot * head.Length, head.Length);
        _steps[slot] = Direction.Round(head, code, Most);
        _errors[slot] = Direction.Error(head, (ReadOnlySpan<sbyte>)code, _steps[slot]);
        _rests[slot] = Direction.Rest(vector, head);
    }
}
