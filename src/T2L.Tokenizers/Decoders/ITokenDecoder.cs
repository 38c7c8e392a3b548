namespace T2L.Tokenizers.Decoders;

/// <summary>Turns the strings of tokens back into text; the strings it returns are joined without a separator.</summary>
internal interface ITokenDecoder
{
    List<string> Decode(List<string> tokens);
}
