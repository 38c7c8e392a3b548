using System.Runtime.InteropServices;

namespace T2L.Models.Network.Skinny;

/// <summary>The work of one product y = x·Wᵀ + b with few rows of x.</summary>
/// <remarks>
/// A range goes through W in chunks of 64 rows, a chunk of float32 through its columns in blocks so narrow that all rows of x stay in the
/// level-1 cache. So W comes from memory once, and sums are kept in float32 until a chunk is done.
/// </remarks>
internal abstract class RowProduct(Operands operands)
{
    /// <summary>Rows of x at most.</summary>
    public const int MostRows = 16;

    /// <summary>Rows of W in a tile; ranges are multiples of it.</summary>
    public const int Height = 4;

    public Operands Operands { get; } = operands;

    /// <summary>Lays out x as the tiles read it; before any range.</summary>
    public abstract void Pack();

    /// <summary>Rows [first, last) of W; ranges may run at the same time.</summary>
    public abstract void Run(long first, long last);
}

/// <inheritdoc/>
internal sealed unsafe class RowProduct<TVector, TLanes, TWeight>(Operands operands) : RowProduct(operands)
    where TVector : struct
    where TLanes : struct, ILanes<TVector>
    where TWeight : unmanaged
{
    private const int ChunkRows = 64;

    // Numbers of x that one block keeps in level 1, and the least of one row: below it, adding up vectors takes too long.
    private const int BlockNumbers = 3072, LeastBlock = 512;

    private int Rows => Operands.Rows;

    private long Depth => Operands.Depth;

    private long BlockLength
    {
        get
        {
            // Of bfloat16 half as many bytes come from level 2 for the same work, and whole rows were the fastest at every size.
            long widest = typeof(TWeight) == typeof(float) ? Math.Max(LeastBlock, BlockNumbers / Rows) : Depth;
            long step = DotTile<TVector, TLanes, TWeight>.Step;
            long blocks = (Depth + widest - 1) / widest;
            return (Depth / step + blocks - 1) / blocks * step;
        }
    }

    public override void Pack()
    {
        long block = BlockLength;
        float* to = (float*)Operands.Packed;
        for (long k = 0; k < Depth; k += block)
        {
            long length = Math.Min(block, Depth - k);
            for (int row = 0; row < Rows; row++, to += length)
                DotTile<TVector, TLanes, TWeight>.Pack((TWeight*)Operands.Input + row * Depth + k, length, to);
        }
    }

    public override void Run(long first, long last)
    {
        float* sums = stackalloc float[MostRows * ChunkRows];
        for (long row = first; row < last; row += ChunkRows)
        {
            int height = (int)Math.Min(ChunkRows, last - row);
            NativeMemory.Clear(sums, (nuint)(Rows * ChunkRows * sizeof(float)));
            Chunk(row, height, sums);
            for (int i = 0; i < Rows; i++)
                Finish(new Span<float>(sums + i * ChunkRows, height), i, row);
        }
    }

    private void Chunk(long row, int height, float* sums)
    {
        long block = BlockLength;
        for (long k = 0; k < Depth; k += block)
        {
            long length = Math.Min(block, Depth - k);
            float* x = (float*)Operands.Packed + k * Rows;
            for (int tile = 0; tile < height; tile += Height)
            {
                // The tile after this one: below it, or at the top of the next block, or of the next chunk.
                TWeight* w = (TWeight*)Operands.Weight + (row + tile) * Depth + k;
                TWeight* next = tile + Height < height ? w + Height * Depth
                    : k + block < Depth ? (TWeight*)Operands.Weight + row * Depth + k + block : w + Height * Depth - k;
                Tile(x, length, w, next, sums + tile);
            }
        }
    }

    private void Tile(float* x, long length, TWeight* w, TWeight* next, float* sums)
    {
        int groups = (Rows + TLanes.Rows - 1) / TLanes.Rows;
        for (int group = 0; group < groups; group++)
        {
            int first = Rows * group / groups, last = Rows * (group + 1) / groups;
            int share = Height * group / groups, shares = Height * (group + 1) / groups - share;
            DotTile<TVector, TLanes, TWeight>.Run(
                last - first, x + first * length, length, w, Depth, next + share * Depth, shares, sums + first * ChunkRows, ChunkRows);
        }
    }

    private void Finish(Span<float> sums, int row, long column)
    {
        var output = new Span<TWeight>((TWeight*)Operands.Output + row * Operands.Columns + column, sums.Length);
        if (Operands.Bias != 0)
            Add(sums, new ReadOnlySpan<TWeight>((TWeight*)Operands.Bias + column, sums.Length));
        if (typeof(TWeight) == typeof(float))
            sums.CopyTo(MemoryMarshal.Cast<TWeight, float>(output));
        else
            BFloat16Bits.Round(sums, MemoryMarshal.Cast<TWeight, ushort>(output));
    }

    private static void Add(Span<float> sums, ReadOnlySpan<TWeight> bias)
    {
        for (int i = 0; i < sums.Length; i++)
            sums[i] += typeof(TWeight) == typeof(float) ? (float)(object)bias[i] : BFloat16Bits.Widen((ushort)(object)bias[i]);
    }
}
