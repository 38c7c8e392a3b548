using T2L.Adapters;

namespace T2L.Embedding.Tokenization;

/// <summary>Reads the parts of a Hugging Face <c>tokenizer.json</c> that BERT's tokenizers use, and refuses the others by name.</summary>
internal static class TokenizerJson
{
    private const int MaxAddedTokens = 10_000;

    public static TokenizerParts Read(ReadOnlyMemory<byte> json, string file) => JsonField.Read(json, file, ReadParts);

    private static TokenizerParts ReadParts(JsonField root)
    {
        var model = ReadModel(root["model"]);
        var added = ReadAddedTokens(root["added_tokens"], model);
        RequireType(root["pre_tokenizer"], "BertPreTokenizer");
        var parts = new TokenizerParts(
            ReadNormalizer(root["normalizer"]), model, added, SpecialTokenTemplate.None, ReadDecoder(root["decoder"], model.Prefix), 0);
        return parts with
        {
            Template = TemplateJson.Read(root["post_processor"], parts.IsKnown),
            PaddingId = parts.FindId(root["padding"]["pad_token"].Text("[PAD]")) ?? 0,
        };
    }

    private static WordPieceModel ReadModel(JsonField model)
    {
        RequireType(model, "WordPiece");
        var ids = VocabularyJson.Read(model["vocab"]);
        var unknown = model["unk_token"].Text("[UNK]");
        if (!ids.ContainsKey(unknown))
            throw model["unk_token"].Refuse(AdapterFormatError.InvalidConfig, $"is '{unknown}', which the vocabulary does not hold");
        return new WordPieceModel(
            ids,
            unknown,
            model["continuing_subword_prefix"].Text("##"),
            model["max_input_chars_per_word"].Integer(1, WordPieceModel.LongestWord, fallback: 100));
    }

    private static BertNormalizer ReadNormalizer(JsonField normalizer)
    {
        RequireType(normalizer, "BertNormalizer");
        var lowercase = normalizer["lowercase"].Flag(true);
        return new BertNormalizer(
            normalizer["clean_text"].Flag(true),
            normalizer["handle_chinese_chars"].Flag(true),
            normalizer["strip_accents"].Flag(lowercase), // null follows lowercase
            lowercase);
    }

    private static WordPieceDecoder ReadDecoder(JsonField decoder, string prefix)
    {
        if (decoder.IsMissing)
            return new WordPieceDecoder(prefix, Cleanup: true);
        RequireType(decoder, "WordPiece");
        return new WordPieceDecoder(decoder["prefix"].Text(prefix), decoder["cleanup"].Flag(true));
    }

    private static List<AddedToken> ReadAddedTokens(JsonField list, WordPieceModel model)
    {
        var tokens = new List<AddedToken>();
        if (list.IsMissing)
            return tokens;
        var taken = model.Ids.ToDictionary(p => p.Value, p => p.Key);
        foreach (var item in list.Items(MaxAddedTokens))
        {
            var token = ReadAddedToken(item);
            if (taken.TryGetValue(token.Id, out var owner) && owner != token.Content)
                throw item["id"].Refuse(AdapterFormatError.DuplicateKey, $"is {token.Id} for '{token.Content}', but that id belongs to '{owner}'");
            if (model.Ids.TryGetValue(token.Content, out var id) && id != token.Id)
                throw item["id"].Refuse(AdapterFormatError.InvalidConfig, $"is {token.Id} for '{token.Content}', but the vocabulary gives it {id}");
            taken[token.Id] = token.Content;
            tokens.Add(token);
        }

        return tokens;
    }

    private static AddedToken ReadAddedToken(JsonField item)
    {
        var content = item["content"].Text();
        if (content.Length == 0)
            throw item["content"].Expected("a text that is not empty");
        return new AddedToken(
            item["id"].Integer(0, VocabularyJson.LargestId),
            content,
            Special: item["special"].Flag(false),
            Normalized: item["normalized"].Flag(false),
            SingleWord: item["single_word"].Flag(false),
            StripLeft: item["lstrip"].Flag(false),
            StripRight: item["rstrip"].Flag(false));
    }

    private static void RequireType(JsonField part, string expected)
    {
        if (part.IsMissing)
            throw part.Expected(expected);
        var type = part["type"].Text();
        if (type != expected)
            throw part["type"].Refuse(AdapterFormatError.Unsupported, $"is '{type}'; this encoder reads '{expected}'");
    }
}
