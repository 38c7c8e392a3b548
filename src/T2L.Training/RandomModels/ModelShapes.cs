using T2L.Embedding.Gte;

namespace T2L.Training.RandomModels;

/// <summary>The shapes by name: sizes of published models, and tiny ones of each family for tests.</summary>
/// <remarks>
/// Published config.json files of gemma-2-2b-it, Mistral-7B-Instruct-v0.2, Llama-3.1-8B-Instruct and Qwen2.5-0.5B-Instruct. The
/// hypernetworks' sizes are those of the released training scripts; there is none for Qwen, which gets the smaller ones.
/// </remarks>
internal static class ModelShapes
{
    private const int LlamaSpecial = 128_000, LlamaSize = 128_256, QwenSpecial = 151_643;

    private static readonly GteEncoderShape TinyEncoder = new()
    {
        VocabularySize = 512, HiddenSize = 32, IntermediateSize = 48, Layers = 2, Heads = 4, MaxPositions = 256, RopeTheta = 160_000, RopeScalingFactor = 2,
    };

    private static readonly BaseModelShape Gemma = new()
    {
        Family = BaseModelFamily.Gemma2, HiddenSize = 2304, IntermediateSize = 9216, Layers = 26, Heads = 8, KeyValueHeads = 4, HeadSize = 256,
        VocabularySize = 256_000, MaxPositions = 8192, RmsNormEps = 1e-6, RopeTheta = 10_000, TiedHead = true, SlidingWindow = 4096,
        BosTokenId = 2, EosTokenIds = [1, 107], PadTokenId = 0, Tokenizer = GemmaTokenizer(256_000, 106),
    };

    private static readonly BaseModelShape Mistral = new()
    {
        Family = BaseModelFamily.Mistral, HiddenSize = 4096, IntermediateSize = 14_336, Layers = 32, Heads = 32, KeyValueHeads = 8, HeadSize = 128,
        VocabularySize = 32_000, MaxPositions = 32_768, RmsNormEps = 1e-5, RopeTheta = 1e6, SlidingWindow = null,
        BosTokenId = 1, EosTokenIds = [2], Tokenizer = MistralTokenizer(32_000),
    };

    private static readonly BaseModelShape Llama = new()
    {
        Family = BaseModelFamily.Llama, HiddenSize = 4096, IntermediateSize = 14_336, Layers = 32, Heads = 32, KeyValueHeads = 8, HeadSize = 128,
        VocabularySize = LlamaSize, MaxPositions = 131_072, RmsNormEps = 1e-5, RopeTheta = 500_000,
        BosTokenId = LlamaSpecial, EosTokenIds = [LlamaSpecial + 1, LlamaSpecial + 8, LlamaSpecial + 9], Tokenizer = LlamaTokenizer(LlamaSpecial, LlamaSize),
    };

    private static readonly BaseModelShape Qwen = new()
    {
        Family = BaseModelFamily.Qwen2, HiddenSize = 896, IntermediateSize = 4864, Layers = 24, Heads = 14, KeyValueHeads = 2, HeadSize = 64,
        VocabularySize = 151_936, MaxPositions = 32_768, RmsNormEps = 1e-6, RopeTheta = 1e6, TiedHead = true, SlidingWindow = 32_768,
        BosTokenId = QwenSpecial, EosTokenIds = [QwenSpecial + 2, QwenSpecial], PadTokenId = QwenSpecial, Tokenizer = QwenTokenizer(QwenSpecial),
    };

    /// <summary>Every shape, in the order in which help names them.</summary>
    public static IReadOnlyList<ModelShape> All { get; } =
    [
        new("gemma-2-2b", Gemma, 512, 2048, GteEncoderShape.Large),
        new("mistral-7b", Mistral, 128, 512, GteEncoderShape.Large),
        new("llama-3.1-8b", Llama, 512, 2048, GteEncoderShape.Large),
        new("qwen2.5-0.5b", Qwen, 128, 512, GteEncoderShape.Large),
        Tiny("tiny-gemma2", Gemma with { HeadSize = 16, SlidingWindow = 8, Tokenizer = GemmaTokenizer(640, 106), VocabularySize = 640 }),
        Tiny("tiny-mistral", Mistral with { HeadSize = 16, SlidingWindow = 8, Tokenizer = MistralTokenizer(640), VocabularySize = 640 }),
        Tiny("tiny-llama3", Llama with
        {
            HeadSize = 16, Tokenizer = LlamaTokenizer(384, 640), VocabularySize = 640, BosTokenId = 384, EosTokenIds = [385, 392, 393],
        }),
        Tiny("tiny-qwen2", Qwen with
        {
            HeadSize = 12, Tokenizer = QwenTokenizer(600), VocabularySize = 640, BosTokenId = 600, EosTokenIds = [602, 600], PadTokenId = 600,
        }),
    ];

    /// <summary>The shape of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists them.</exception>
    public static ModelShape Find(string name) => All.FirstOrDefault(shape => shape.Name == name)
        ?? throw new ArgumentException($"There is no shape '{name}'. Name one of {string.Join(", ", All.Select(shape => shape.Name))}.");

    private static ModelShape Tiny(string name, BaseModelShape shape) => new(name, shape with
    {
        HiddenSize = 4 * shape.HeadSize, IntermediateSize = 80, Layers = 4, Heads = 4, KeyValueHeads = 2, MaxPositions = 512,
    }, 32, 48, TinyEncoder);

    private static TokenizerShape GemmaTokenizer(int size, int firstTurn)
    {
        var special = TokenizerShape.Specials(0, "<pad>", "<eos>", "<bos>", "<unk>");
        special.Add(firstTurn, "<start_of_turn>");
        special.Add(firstTurn + 1, "<end_of_turn>");
        return new(TokenizerKind.Gemma, size, special);
    }

    private static TokenizerShape MistralTokenizer(int size) => new(TokenizerKind.Mistral, size, TokenizerShape.Specials(0, "<unk>", "<s>", "</s>"));

    private static TokenizerShape LlamaTokenizer(int first, int size)
    {
        string[] known = ["<|begin_of_text|>", "<|end_of_text|>", "", "", "<|finetune_right_pad_id|>", "", "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|eot_id|>"];
        var names = Enumerable.Range(0, size - first).Select(i => i < known.Length && known[i].Length > 0 ? known[i] : FormattableString.Invariant($"<|reserved_special_token_{i}|>"));
        return new(TokenizerKind.Llama3, size, TokenizerShape.Specials(first, [.. names]));
    }

    private static TokenizerShape QwenTokenizer(int first) =>
        new(TokenizerKind.Qwen2, first + 3, TokenizerShape.Specials(first, "<|endoftext|>", "<|im_start|>", "<|im_end|>"));
}
