using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace T2L.Tokenizers.Bpe;

/// <summary>The learned merges: pair of ids to rank, rank to the id it makes. Open addressing, half full at most.</summary>
internal sealed class MergeTable
{
    /// <summary>The rank of a pair that is not joined.</summary>
    public const int None = int.MaxValue;

    private const ulong Empty = ulong.MaxValue;
    private static readonly ulong Salt = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;

    private readonly List<int> _results;
    private ulong[] _pairs;
    private int[] _ranks;
    private int _used;

    /// <param name="expected">How many merges are to be expected.</param>
    public MergeTable(int expected)
    {
        _results = new List<int>(expected);
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, expected * 2L));
        _pairs = new ulong[size];
        _ranks = new int[size];
        Array.Fill(_pairs, Empty);
    }

    public int Count => _results.Count;

    /// <summary>Adds the next merge. A pair that is listed twice keeps its last rank, as in the reference implementation.</summary>
    public void Add(int left, int right, int result)
    {
        if (_used * 2 >= _pairs.Length)
            Grow();
        Put(Pair(left, right), _results.Count);
        _results.Add(result);
    }

    /// <summary>The place of a pair among the merges; a lower one goes first. <see cref="None"/> where it is not there.</summary>
    public int Rank(int left, int right)
    {
        ulong pair = Pair(left, right);
        var pairs = _pairs;
        int at = Home(pair, pairs.Length);
        while (true)
        {
            ulong here = pairs[at];
            if (here == pair)
                return _ranks[at];
            if (here == Empty)
                return None;
            at = (at + 1) & (pairs.Length - 1);
        }
    }

    /// <summary>The token that a merge makes.</summary>
    public int Result(int rank) => _results[rank];

    /// <summary>Every pair that is joined.</summary>
    public IEnumerable<(int Left, int Right)> Pairs =>
        _pairs.Where(pair => pair != Empty).Select(pair => ((int)(pair >> 32), (int)(uint)pair));

    private static ulong Pair(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private static int Home(ulong pair, int size)
    {
        ulong high = Math.BigMul(pair ^ Salt, 0x9E37_79B9_7F4A_7C15, out ulong low);
        return (int)(high ^ low) & (size - 1);
    }

    private void Put(ulong pair, int rank)
    {
        int at = Home(pair, _pairs.Length);
        while (_pairs[at] != Empty && _pairs[at] != pair)
            at = (at + 1) & (_pairs.Length - 1);
        if (_pairs[at] == Empty)
            _used++;
        _pairs[at] = pair;
        _ranks[at] = rank;
    }

    private void Grow()
    {
        var (pairs, ranks) = (_pairs, _ranks);
        _pairs = new ulong[pairs.Length * 2];
        _ranks = new int[pairs.Length * 2];
        Array.Fill(_pairs, Empty);
        _used = 0;
        for (int i = 0; i < pairs.Length; i++)
            if (pairs[i] != Empty)
                Put(pairs[i], ranks[i]);
    }
}
