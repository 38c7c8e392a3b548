using T2L.Tokenizers.Vocabularies;

namespace T2L.Tokenizers;

/// <summary>Turns words into token ids.</summary>
internal interface ITokenModel
{
    Vocabulary Vocabulary { get; }

    /// <summary>Id that stands for what the vocabulary does not cover; null where such text is dropped or written as bytes.</summary>
    int? UnknownId { get; }

    /// <summary>Appends the ids of one word to <see cref="EncodingRun.Ids"/>.</summary>
    void Encode(ReadOnlySpan<char> word, EncodingRun run);
}
