using T2L.Tokenizers.Formats;

namespace T2L.Tokenizers.ChatTemplates;

/// <summary>The special tokens of a model, as its template names them.</summary>
/// <param name="ByName">Text by name: <c>bos_token</c>, <c>eos_token</c>, <c>pad_token</c>, <c>unk_token</c> and the like.</param>
public sealed record SpecialTokens(IReadOnlyDictionary<string, string> ByName)
{
    /// <summary>No tokens.</summary>
    public static SpecialTokens None { get; } = new(new Dictionary<string, string>());

    /// <summary>The tokens that tokenizer_config.json or special_tokens_map.json of a model folder names; none where it has neither.</summary>
    /// <exception cref="ModelFormatException">A file is damaged.</exception>
    public static SpecialTokens Load(string directory) => ChatTemplateFolder.ReadTokens(directory);

    /// <summary>Tokens for the beginning and the end of a text.</summary>
    public static SpecialTokens Of(string beginning, string end) =>
        new(new Dictionary<string, string> { ["bos_token"] = beginning, ["eos_token"] = end });
}
