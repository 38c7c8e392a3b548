using System.Text;
using T2L.Tokenizers.Bpe;

namespace T2L.Tokenizers.Decoders;

/// <summary>Reads tokens written in the byte alphabet; bytes that are not UTF-8 become U+FFFD. All tokens become one.</summary>
internal sealed class ByteLevelDecoder : ITokenDecoder
{
    public ITokenSink Onto(ITokenSink next) => new Run(next);

    private sealed class Run(ITokenSink next) : WholeTokenSink
    {
        // It keeps the bytes of a character that has not ended.
        private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();

        protected override void Token(string token) => Pass(ByteAlphabet.Decode(token), flush: false);

        protected override void End()
        {
            Pass([], flush: true);
            next.EndToken();
            next.Finish();
        }

        private void Pass(byte[] bytes, bool flush)
        {
            Span<char> characters = new char[bytes.Length + 4];
            int count = _utf8.GetChars(bytes, characters, flush);
            if (count > 0)
                next.Text(new string(characters[..count]));
        }
    }
}
