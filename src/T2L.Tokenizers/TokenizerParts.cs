using T2L.Tokenizers.AddedTokens;
using T2L.Tokenizers.Decoders;
using T2L.Tokenizers.Normalizers;
using T2L.Tokenizers.PostProcessors;
using T2L.Tokenizers.PreTokenizers;

namespace T2L.Tokenizers;

/// <summary>The sections of a tokenizer.json, ready to run.</summary>
internal sealed record TokenizerParts(
    IReadOnlyList<AddedToken> Added,
    ITextNormalizer Normalizer,
    IPreTokenizer PreTokenizer,
    ITokenModel Model,
    TemplatePostProcessor PostProcessor,
    ITokenDecoder Decoder)
{
    /// <summary>The token that fills rows of a batch up.</summary>
    public string PaddingToken { get; init; } = "[PAD]";
}
