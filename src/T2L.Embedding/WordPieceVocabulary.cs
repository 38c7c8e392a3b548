using T2L.Embedding.Vocabulary;
using T2L.Tokenizers;

namespace T2L.Embedding;

/// <summary>A WordPiece vocabulary made from texts: special tokens, characters, whole frequent words, and pieces for the other words.</summary>
/// <remarks>
/// <para>How it is chosen, so that the same texts always give the same tokens:</para>
/// <para>1. Five special tokens; ids below <see cref="FirstTokenId"/> never stand for text, [UNK] does.</para>
/// <para>2. Characters, alone and as continuation: printable ASCII, so that no ASCII word is ever unknown, and whatever else
/// the texts use, most frequent first, up to a quarter of the vocabulary.</para>
/// <para>3. Words that occur twice or more, most frequent first, up to three quarters of what is left.</para>
/// <para>4. Beginnings and continuations of two to eight characters that two or more different words share, by the number of
/// these words times the characters that such a piece saves. They catch unseen and misspelt words.</para>
/// <para>5. If room remains, the remaining words. Ties go by ordinal order.</para>
/// </remarks>
public sealed class WordPieceVocabulary
{
    /// <summary>The first id that stands for text: that of [UNK]. [PAD], [CLS], [SEP] and [MASK] are below.</summary>
    public const int FirstTokenId = 4;

    internal static readonly string[] SpecialTokens = ["[PAD]", "[CLS]", "[SEP]", "[MASK]", "[UNK]"];

    private WordPieceVocabulary(IReadOnlyList<string> tokens) => Tokens = tokens;

    /// <summary>The tokens; the position is the id.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>Chooses a vocabulary.</summary>
    /// <param name="texts">Texts of the kind to be embedded.</param>
    /// <param name="size">The most tokens to choose; at least 256.</param>
    /// <returns>The vocabulary; smaller than <paramref name="size"/> where the texts do not offer enough.</returns>
    public static WordPieceVocabulary Train(IEnumerable<string> texts, int size)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 256);
        var words = WordCounts.Of(texts);
        var chosen = new TokenSet(size);
        chosen.AddUpTo(size, SpecialTokens);
        chosen.AddUpTo(size, CharacterTokens.Ascii());
        chosen.AddUpTo(chosen.Count + size / 4, CharacterTokens.Of(words));
        chosen.AddUpTo(chosen.Count + (size - chosen.Count) * 3 / 4, words.ByFrequency(minimum: 2));
        chosen.AddUpTo(size, PieceTokens.Of(words));
        chosen.AddUpTo(size, words.ByFrequency(minimum: 1));
        return new WordPieceVocabulary(chosen.Tokens);
    }

    /// <summary>A vocabulary whose tokens are known already.</summary>
    /// <param name="tokens">The tokens; the position is the id. [PAD], [CLS], [SEP], [MASK] and [UNK] are among them, wherever.</param>
    /// <returns>The vocabulary.</returns>
    /// <exception cref="ArgumentException">A special token is missing, or a token is there twice.</exception>
    public static WordPieceVocabulary Of(IReadOnlyList<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (tokens.FirstOrDefault(token => !known.Add(token)) is { } twice)
            throw new ArgumentException($"The vocabulary has the token '{twice}' twice.", nameof(tokens));
        if (SpecialTokens.FirstOrDefault(token => !known.Contains(token)) is { } missing)
            throw new ArgumentException($"The vocabulary has no token '{missing}'.", nameof(tokens));
        return new WordPieceVocabulary(tokens);
    }

    /// <summary>The vocabulary as a Hugging Face tokenizer: lower case, BERT's words, WordPiece, [CLS] text [SEP].</summary>
    /// <returns>The bytes of <c>tokenizer.json</c>.</returns>
    public byte[] ToJson() => TokenizerJsonWriter.Write(Tokens, SpecialTokens);

    /// <summary>The tokenizer over this vocabulary.</summary>
    /// <returns>What loading <see cref="ToJson"/> gives.</returns>
    public Tokenizer ToTokenizer() => Tokenizer.FromJson(ToJson());
}
