using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Adapters.Storage;

namespace T2L.Training.RandomModels;

/// <summary>Writes <c>tokenizer.json</c> and <c>tokenizer_config.json</c> of a made-up vocabulary.</summary>
internal static class TokenizerFiles
{
    private const char Space = '▁', ByteSpace = 'Ġ';
    private const string Contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|";
    private const string Rest = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string directory, BaseModelShape model)
    {
        var shape = model.Tokenizer;
        string?[] tokens = new string?[shape.Size];
        foreach (var (id, token) in shape.Special)
            tokens[id] = token;
        var fallback = shape.IsByteLevel ? [] : Enumerable.Range(0, 256).Select(value => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"));
        var pieces = Pieces(shape, shape.Size - shape.Special.Count - fallback.Count());
        using var rest = fallback.Concat(pieces.Tokens).GetEnumerator();
        for (var id = 0; id < tokens.Length; id++)
            if (tokens[id] is null && rest.MoveNext())
                tokens[id] = rest.Current;
        AtomicFile.Write(Path.Combine(directory, "tokenizer.json"), JsonSerializer.SerializeToUtf8Bytes(Tokenizer(shape, tokens, pieces), Format));
        AtomicFile.Write(Path.Combine(directory, "tokenizer_config.json"), JsonSerializer.SerializeToUtf8Bytes(Config(model), Format));
    }

    private static PieceTable Pieces(TokenizerShape shape, int count)
    {
        if (!shape.IsByteLevel)
            return PieceTable.Of([Space.ToString(), .. PieceTable.Letters()], Space, count);
        var bytes = Enumerable.Range(0, 256).Select(ByteCharacter);
        return PieceTable.Of([.. PieceTable.Letters().Prepend(ByteSpace.ToString()).Concat(bytes).Distinct()], ByteSpace, count);
    }

    private static JsonObject Tokenizer(TokenizerShape shape, string?[] tokens, PieceTable pieces)
    {
        // Byte-level families keep their special tokens beside the vocabulary, the others inside.
        var vocabulary = tokens.Select((token, id) => (token, id)).Where(entry => !(shape.IsByteLevel && shape.Special.ContainsKey(entry.id)));
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. shape.Special.OrderBy(token => token.Key).Select(token => Added(token.Key, token.Value))]),
            ["normalizer"] = Normalizer(shape.Kind),
            ["pre_tokenizer"] = PreTokenizer(shape.Kind),
            ["post_processor"] = PostProcessor(shape),
            ["decoder"] = Decoder(shape.Kind),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = shape.IsByteLevel ? null : "<unk>",
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = !shape.IsByteLevel,
                ["byte_fallback"] = !shape.IsByteLevel,
                ["ignore_merges"] = shape.Kind == TokenizerKind.Llama3,
                ["vocab"] = new JsonObject(vocabulary.Select(entry => KeyValuePair.Create(entry.token!, (JsonNode?)entry.id))),
                ["merges"] = new JsonArray([.. pieces.Merges.Select(merge => (JsonNode)$"{merge.Left} {merge.Right}")]),
            },
        };
    }

    private static JsonObject Added(int id, string content) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    };

    private static JsonObject? Normalizer(TokenizerKind kind)
    {
        var spaces = new JsonObject { ["type"] = "Replace", ["pattern"] = new JsonObject { ["String"] = " " }, ["content"] = Space.ToString() };
        return kind switch
        {
            TokenizerKind.Gemma => spaces,
            TokenizerKind.Mistral => Sequence("normalizers", new JsonObject { ["type"] = "Prepend", ["prepend"] = Space.ToString() }, spaces),
            TokenizerKind.Qwen2 => new JsonObject { ["type"] = "NFC" },
            _ => null,
        };
    }

    private static JsonObject? PreTokenizer(TokenizerKind kind) => kind switch
    {
        TokenizerKind.Gemma => Split("String", " ", "MergedWithPrevious"),
        TokenizerKind.Mistral => null,
        _ => Sequence("pretokenizers",
            Split("Regex", Contractions + (kind == TokenizerKind.Llama3 ? "\\p{N}{1,3}" : "\\p{N}") + Rest, "Isolated"), ByteLevel()),
    };

    private static JsonObject? PostProcessor(TokenizerShape shape)
    {
        if (shape.Kind == TokenizerKind.Qwen2)
            return ByteLevel();
        var (id, begin) = shape.Special.First(token => token.Value is "<bos>" or "<s>" or "<|begin_of_text|>");
        JsonObject Begin(int type) => new() { ["SpecialToken"] = new JsonObject { ["id"] = begin, ["type_id"] = type } };
        JsonObject Text(string name, int type) => new() { ["Sequence"] = new JsonObject { ["id"] = name, ["type_id"] = type } };
        return new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = new JsonArray(Begin(0), Text("A", 0)),
            ["pair"] = new JsonArray(Begin(0), Text("A", 0), Begin(1), Text("B", 1)),
            ["special_tokens"] = new JsonObject { [begin] = new JsonObject { ["id"] = begin, ["ids"] = new JsonArray(id), ["tokens"] = new JsonArray(begin) } },
        };
    }

    private static JsonObject Decoder(TokenizerKind kind)
    {
        if (kind is TokenizerKind.Llama3 or TokenizerKind.Qwen2)
            return ByteLevel();
        var spaces = new JsonObject { ["type"] = "Replace", ["pattern"] = new JsonObject { ["String"] = Space.ToString() }, ["content"] = " " };
        JsonObject[] steps = [spaces, new() { ["type"] = "ByteFallback" }, new() { ["type"] = "Fuse" }];
        JsonObject[] strip = [new() { ["type"] = "Strip", ["content"] = " ", ["start"] = 1, ["stop"] = 0 }];
        return Sequence("decoders", kind == TokenizerKind.Mistral ? [.. steps, .. strip] : steps);
    }

    private static JsonObject Config(BaseModelShape model) => new()
    {
        ["tokenizer_class"] = "PreTrainedTokenizerFast",
        ["model_max_length"] = model.MaxPositions,
        ["bos_token"] = model.Tokenizer.Special[model.BosTokenId],
        ["eos_token"] = model.Tokenizer.Special[model.EosTokenIds[0]],
        ["clean_up_tokenization_spaces"] = false,
    };

    private static JsonObject Sequence(string steps, params JsonObject[] parts) => new() { ["type"] = "Sequence", [steps] = new JsonArray([.. parts]) };

    private static JsonObject Split(string kind, string pattern, string behavior) => new()
    {
        ["type"] = "Split",
        ["pattern"] = new JsonObject { [kind] = pattern },
        ["behavior"] = behavior,
        ["invert"] = false,
    };

    private static JsonObject ByteLevel() => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = false, ["use_regex"] = false };

    // GPT-2's alphabet: printable Latin-1 as it is, the other 68 bytes as U+0100 upwards.
    private static string ByteCharacter(int value)
    {
        static bool Printable(int b) => b is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174;
        return ((char)(Printable(value) ? value : 256 + Enumerable.Range(0, value).Count(b => !Printable(b)))).ToString();
    }
}
