using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace T2L.Tokenizers.Vocabularies;

/// <summary>Byte strings, each with a number: one block of memory and one table of slots, no object for each token.</summary>
/// <remarks>
/// A token of up to seven bytes is its own key, so that most look-ups touch one slot; a longer one has a hash for a key and is compared.
/// Hashes are salted anew in each process: a file cannot be made to collide.
/// </remarks>
internal sealed class TokenTable
{
    private const int Short = 7;
    private const ulong LongMark = 0xFFUL << 56;
    private static readonly ulong SaltA = Salt(), SaltB = Salt();

    private Slot[] _slots;
    private byte[] _bytes;
    private int[] _ends;

    /// <param name="tokens">How many are to be expected.</param>
    public TokenTable(int tokens)
    {
        _slots = new Slot[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, tokens + (long)tokens / 3))];
        _bytes = new byte[Math.Max(64, tokens * 8L)];
        _ends = new int[Math.Max(16, tokens)];
    }

    public int Count { get; private set; }

    /// <summary>The most bytes of one token.</summary>
    public int Longest { get; private set; }

    public ReadOnlySpan<byte> this[int entry] => _bytes.AsSpan(Start(entry), _ends[entry] - Start(entry));

    /// <summary>Adds a token; false where it is there already.</summary>
    public bool TryAdd(ReadOnlySpan<byte> token, int value)
    {
        if ((Count + 1) * 4L > _slots.Length * 3L)
            Grow();
        ulong key = Key(token);
        ref var slot = ref Find(key, token);
        if (slot.Entry != 0)
            return false;
        slot = new Slot { Key = key, Entry = Append(token), Value = value };
        return true;
    }

    /// <summary>The number of a token, to read or to change; a null reference where the token is not there.</summary>
    public ref int ValueOf(ReadOnlySpan<byte> token)
    {
        ref var slot = ref Find(Key(token), token);
        return ref slot.Entry == 0 ? ref Unsafe.NullRef<int>() : ref slot.Value;
    }

    private int Start(int entry) => entry == 0 ? 0 : _ends[entry - 1];

    private ref Slot Find(ulong key, ReadOnlySpan<byte> token)
    {
        var slots = _slots;
        int at = (int)Mix(key, SaltB) & (slots.Length - 1);
        while (true)
        {
            ref var slot = ref slots[at];
            if (slot.Entry == 0 || (slot.Key == key && (token.Length <= Short || this[slot.Entry - 1].SequenceEqual(token))))
                return ref slot;
            at = (at + 1) & (slots.Length - 1);
        }
    }

    private int Append(ReadOnlySpan<byte> token)
    {
        int start = Start(Count);
        if (start + token.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(start + token.Length, _bytes.Length * 2));
        if (Count == _ends.Length)
            Array.Resize(ref _ends, Count * 2);
        token.CopyTo(_bytes.AsSpan(start));
        _ends[Count] = start + token.Length;
        Longest = Math.Max(Longest, token.Length);
        return ++Count;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (var slot in old)
            if (slot.Entry != 0)
                Find(slot.Key, this[slot.Entry - 1]) = slot;
    }

    private static ulong Key(ReadOnlySpan<byte> token)
    {
        int length = token.Length;
        ref byte first = ref MemoryMarshal.GetReference(token);
        if (length > Short)
            return LongMark | (Hash(token) >> 8);
        ulong bytes = length >= 4 ? Word(ref first) | ((ulong)Word(ref Unsafe.Add(ref first, length - 4)) << ((length - 4) * 8))
            : length == 0 ? 0
            : first | ((ulong)Unsafe.Add(ref first, length >> 1) << ((length >> 1) * 8)) | ((ulong)Unsafe.Add(ref first, length - 1) << ((length - 1) * 8));
        return bytes | ((ulong)length << 56);
    }

    private static uint Word(ref byte first) => Unsafe.ReadUnaligned<uint>(ref first);

    private static ulong Hash(ReadOnlySpan<byte> token)
    {
        ulong hash = (ulong)token.Length ^ SaltA;
        var rest = token;
        for (; rest.Length > 8; rest = rest[8..])
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest), SaltB);
        return Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(token[^8..]), SaltA);
    }

    private static ulong Mix(ulong value, ulong salt)
    {
        ulong high = Math.BigMul(value ^ SaltA, salt, out ulong low);
        return high ^ low;
    }

    private static ulong Salt() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;

    private struct Slot
    {
        public ulong Key;

        /// <summary>The token's place in the block, from 1; 0 is an empty slot.</summary>
        public int Entry;

        public int Value;
    }
}
