using T2L.Tokenizers.Bpe;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.PreTokenizers;

namespace T2L.Tokenizers.Reading;

/// <summary>Reads a <c>tokenizer.json</c>. Its section <c>truncation</c> is a setting of a call, not of the tokenizer.</summary>
/// <remarks>
/// One pass over the bytes finds the sections and sees that all is JSON. The small ones are then read as documents; vocabulary and
/// merges, nearly all of the file, are read token by token.
/// </remarks>
internal static class TokenizerJson
{
    private static readonly string[] Sections = ["added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "padding"];

    /// <param name="json">The file's bytes.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="plain">Without the quick ways for known expressions and byte-level words: what they are tested against.</param>
    public static TokenizerParts Read(ReadOnlyMemory<byte> json, string file, bool plain = false)
    {
        var root = JsonFile.Guard(file, () => JsonParts.Of(json, file, "", keep: Sections, apart: ["model"]));
        return JsonFile.Parse(root.Kept, file, "", sections => Read(sections, root.Apart.GetValueOrDefault("model"), file, plain));
    }

    private static TokenizerParts Read(JsonSection root, ReadOnlyMemory<byte> modelJson, string file, bool plain)
    {
        if (modelJson.IsEmpty)
            throw root.Missing("model");
        SectionLimits.Check(root);
        var steps = PreTokenizerSection.Read(root.OptionalObject("pre_tokenizer"), plain);
        var normalizer = NormalizerSection.Read(root.OptionalObject("normalizer"));
        var decoder = DecoderSection.Read(root.OptionalObject("decoder"));
        var model = ModelSection.Read(modelJson, file);
        var added = AddedTokensSection.Read(root, model.Vocabulary);
        var addedIds = added.Select(token => token.Id).ToHashSet();
        bool IsKnown(int id) => model.Vocabulary.Token(id) is not null || addedIds.Contains(id);
        if (!plain)
            TakeBytes(ref model, steps);
        return new TokenizerParts(
            added, normalizer, new SequencePreTokenizer(steps), model, PostProcessorSection.Read(root.OptionalObject("post_processor"), IsKnown), decoder)
        {
            PaddingToken = root.OptionalObject("padding")?.OptionalText("pad_token") ?? "[PAD]",
        };
    }

    // Words that would be written in the byte alphabet only for the model to read them go to it as they are.
    private static void TakeBytes(ref ITokenModel model, List<IPreTokenizer> steps)
    {
        if (steps is [.., ByteLevelPreTokenizer last] && model is BpeModel characters && ByteLevelBpe.Of(characters) is { } bytes)
        {
            model = bytes;
            steps[^1] = last.Unwritten();
        }
    }
}
