using System.Globalization;
using System.Text;

namespace T2L.Tokenizers.Decoders;

/// <summary>Turns runs of tokens like <c>&lt;0xE2&gt;</c> into the text of their bytes; each byte of a run that is not UTF-8 becomes U+FFFD.</summary>
/// <remarks>A byte that comes later can still spoil the whole run, so a run is passed on when it has ended.</remarks>
internal sealed class ByteFallbackDecoder : ITokenDecoder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public ITokenSink Onto(ITokenSink next) => new Run(next);

    private sealed class Run(ITokenSink next) : WholeTokenSink
    {
        private readonly List<byte> _bytes = [];

        protected override void Token(string token)
        {
            if (IsByte(token, out byte value))
            {
                _bytes.Add(value);
                return;
            }
            PassBytes();
            next.Text(token);
            next.EndToken();
        }

        protected override void End()
        {
            PassBytes();
            next.Finish();
        }

        private void PassBytes()
        {
            if (_bytes.Count == 0)
                return;
            next.Text(TextOf([.. _bytes]));
            next.EndToken();
            _bytes.Clear();
        }
    }

    private static bool IsByte(string token, out byte value)
    {
        value = 0;
        return token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
            && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    private static string TextOf(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return new string('\uFFFD', bytes.Length);
        }
    }
}
