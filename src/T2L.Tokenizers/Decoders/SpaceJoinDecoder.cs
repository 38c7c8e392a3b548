namespace T2L.Tokenizers.Decoders;

/// <summary>What a tokenizer.json without a decoder means: tokens joined by spaces.</summary>
internal sealed class SpaceJoinDecoder : ITokenDecoder
{
    public List<string> Decode(List<string> tokens) => [string.Join(' ', tokens)];
}
