using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Reading;

namespace T2L.Tokenizers;

/// <summary>Reads a <c>tokenizer.json</c>. Its sections <c>truncation</c> and <c>padding</c> are settings of a call, not of the tokenizer.</summary>
internal static class TokenizerFile
{
    public const string Name = "tokenizer.json";

    public static TokenizerParts Read(string directory) => JsonFile.Read(directory, Name, root =>
    {
        var model = BpeSection.Read(root.Object("model"));
        var added = AddedTokensSection.Read(root, model.Ids);
        return new TokenizerParts(
            added,
            NormalizerSection.Read(root.OptionalObject("normalizer")),
            PreTokenizerSection.Read(root.OptionalObject("pre_tokenizer")),
            model,
            PostProcessorSection.Read(root.OptionalObject("post_processor")),
            DecoderSection.Read(root.OptionalObject("decoder")));
    });
}
