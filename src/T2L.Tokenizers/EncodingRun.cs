using System.Text;
using T2L.Tokenizers.PreTokenizers;

namespace T2L.Tokenizers;

/// <summary>One text on its way through the model: the ids so far, and memory that every word uses again.</summary>
internal sealed class EncodingRun(ITokenModel model, int expectedIds) : IWordSink
{
    private byte[] _bytes = new byte[64];
    private int[] _symbols = new int[64];
    private int[] _ranks = new int[64];

    public List<int> Ids { get; } = new(expectedIds);

    public void Add(ReadOnlySpan<char> word, bool atStart) => model.Encode(word, this);

    /// <summary>The UTF-8 of a word, after <paramref name="room"/> free bytes; half of a surrogate pair becomes U+FFFD.</summary>
    public Span<byte> Utf8(ReadOnlySpan<char> word, int room = 0)
    {
        if (_bytes.Length < word.Length * 3L + room)
            _bytes = new byte[Math.Max(word.Length * 3 + room, _bytes.Length * 2)];
        var bytes = _bytes;
        for (int i = 0; i < word.Length; i++)
        {
            if (word[i] >= 0x80)
                return bytes.AsSpan(0, room + i + Encoding.UTF8.GetBytes(word[i..], bytes.AsSpan(room + i)));
            bytes[room + i] = (byte)word[i];
        }
        return bytes.AsSpan(0, room + word.Length);
    }

    public Span<int> Symbols(int count) => Sized(ref _symbols, count);

    public Span<int> Ranks(int count) => Sized(ref _ranks, count);

    private static Span<int> Sized(ref int[] numbers, int count)
    {
        if (numbers.Length < count)
            numbers = new int[Math.Max(count, numbers.Length * 2)];
        return numbers.AsSpan(0, count);
    }
}
