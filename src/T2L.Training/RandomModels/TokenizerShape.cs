namespace T2L.Training.RandomModels;

/// <summary>How a family writes text as tokens.</summary>
internal enum TokenizerKind
{
    /// <summary>SentencePiece-style BPE as Gemma has it: spaces become ▁, other characters fall back to bytes.</summary>
    Gemma,

    /// <summary>The same as Mistral has it, with ▁ in front of the text.</summary>
    Mistral,

    /// <summary>Byte-level BPE as Llama 3 has it: digits in groups of up to three, a token in front of the text.</summary>
    Llama3,

    /// <summary>Byte-level BPE as Qwen 2 has it: single digits, nothing around the text.</summary>
    Qwen2,
}

/// <summary>Size and special tokens of a tokenizer.</summary>
/// <param name="Kind">Its sections.</param>
/// <param name="Size">Tokens in all, special ones included.</param>
/// <param name="Special">Special tokens by id; the ids between are for bytes, characters and pieces.</param>
internal sealed record TokenizerShape(TokenizerKind Kind, int Size, IReadOnlyDictionary<int, string> Special)
{
    /// <summary>Whether pieces are written in the 256 characters that stand for bytes.</summary>
    public bool IsByteLevel => Kind is TokenizerKind.Llama3 or TokenizerKind.Qwen2;

    /// <summary>Special tokens with consecutive ids.</summary>
    public static Dictionary<int, string> Specials(int first, params string[] tokens) =>
        tokens.Select((token, i) => (token, i)).ToDictionary(entry => first + entry.i, entry => entry.token);
}
