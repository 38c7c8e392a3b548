using System.Text;

namespace T2L.Tokenizers.Decoders;

/// <summary>Reads tokens written in the byte alphabet; bytes that are not UTF-8 become U+FFFD.</summary>
internal sealed class ByteLevelDecoder : ITokenDecoder
{
    public List<string> Decode(List<string> tokens)
    {
        var bytes = new List<byte>(tokens.Count * 4);
        foreach (string token in tokens)
            ByteAlphabet.Decode(token, bytes);
        return [Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes))];
    }
}
