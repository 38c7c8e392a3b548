using T2L.Tokenizers.AddedTokens;
using T2L.Tokenizers.Decoders;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.PostProcessors;
using T2L.Tokenizers.Reading;

namespace T2L.Tokenizers;

/// <summary>Text to token ids and back, as a Hugging Face <c>tokenizer.json</c> describes it. Safe for use by many threads.</summary>
/// <remarks>
/// The way of a text: added tokens are cut out, the rest is normalized, split into words, each word encoded by the model, and the
/// post-processor puts special tokens around the ids. Sections that are not implemented are refused when the file is read.
/// </remarks>
public sealed class Tokenizer
{
    private readonly TokenizerParts _parts;
    private readonly AddedTokenSplitter _raw;
    private readonly AddedTokenSplitter _normalized;
    private readonly Dictionary<string, int> _addedIds;
    private readonly Dictionary<int, string> _addedTokens;
    private readonly HashSet<int> _special;

    internal Tokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _raw = new AddedTokenSplitter(parts.Added.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        _normalized = new AddedTokenSplitter(
            parts.Added.Where(token => token.Normalized).Select(token => (parts.Normalizer.Normalize(token.Content), token)));
        _addedIds = parts.Added.ToDictionary(token => token.Content, token => token.Id);
        _addedTokens = parts.Added.ToDictionary(token => token.Id, token => token.Content);
        _special = [.. parts.Added.Where(token => token.Special).Select(token => token.Id)];
        VocabularySize = parts.Added.Select(token => token.Id).Append(parts.Model.Vocabulary.HighestId).Max() + 1;
    }

    /// <summary>One more than the highest id.</summary>
    public int VocabularySize { get; }

    /// <summary>The id that stands for characters without a token; null where the model has none or writes them as bytes.</summary>
    public int? UnknownId => _parts.Model.UnknownId;

    /// <summary>The id that fills rows of a batch up: the file's padding token, else <c>[PAD]</c>; null where there is neither.</summary>
    public int? PaddingId => Id(_parts.PaddingToken);

    /// <summary>How many tokens are put around every text.</summary>
    public int SpecialTokenCount => _parts.PostProcessor.Count;

    internal ITokenDecoder Decoder => _parts.Decoder;

    /// <summary>Reads <c>tokenizer.json</c> of a model folder; where it has none, BERT's older <c>vocab.txt</c>.</summary>
    /// <exception cref="ModelFormatException">The file is missing, damaged, or asks for something that is not implemented.</exception>
    public static Tokenizer Load(string directory) => new(TokenizerFile.Read(directory));

    /// <summary>Reads a <c>tokenizer.json</c>.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="ModelFormatException">The file is damaged, or asks for something that is not implemented.</exception>
    public static Tokenizer FromJson(ReadOnlyMemory<byte> json, string name = TokenizerFile.Name) => new(TokenizerJson.Read(json, name));

    /// <summary>The token ids of a text.</summary>
    /// <param name="text">Any text; added tokens written in it count as these tokens, as in the reference implementation.</param>
    /// <param name="addSpecialTokens">Whether to put the post-processor's tokens around it.</param>
    /// <param name="maxTokens">The most ids to return, special tokens included; the end of a longer text is cut off. Null: no limit.</param>
    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true, int? maxTokens = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var around = addSpecialTokens ? _parts.PostProcessor : TemplatePostProcessor.None;
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens ?? int.MaxValue, around.Count, nameof(maxTokens));
        var run = new EncodingRun(_parts.Model, around.Count + text.Length / 4 + 4);
        var ids = run.Ids;
        ids.AddRange(around.Before);
        foreach (var (stretch, token) in _raw.Split(text))
        {
            if (token is not null)
                ids.Add(token.Id);
            else
                EncodeStretch(_parts.Normalizer.Normalize(text[stretch]), stretch.Start.Value == 0, run);
        }
        if (maxTokens - around.After.Count is { } limit && ids.Count > limit)
            ids.RemoveRange(limit, ids.Count - limit);
        ids.AddRange(around.After);
        return ids;
    }

    /// <summary>The text of token ids.</summary>
    /// <param name="ids">Ids; those outside the vocabulary are left out.</param>
    /// <param name="skipSpecialTokens">Whether to leave out special tokens.</param>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var decoder = new IncrementalDecoder(this, skipSpecialTokens);
        foreach (int id in ids)
            decoder.Add(id);
        return decoder.Finish();
    }

    /// <summary>The id of a token; null where the vocabulary does not have it.</summary>
    public int? Id(string token) => _addedIds.TryGetValue(token, out int id) ? id : _parts.Model.Vocabulary.Id(token);

    /// <summary>The token of an id, written as in the vocabulary; null where there is none.</summary>
    public string? Token(int id) => _addedTokens.TryGetValue(id, out var token) ? token : _parts.Model.Vocabulary.Token(id);

    /// <summary>Whether decoding leaves this id out.</summary>
    public bool IsSpecial(int id) => _special.Contains(id);

    private void EncodeStretch(string text, bool atStart, EncodingRun run)
    {
        foreach (var (stretch, token) in _normalized.Split(text))
        {
            if (token is not null)
                run.Ids.Add(token.Id);
            else
                _parts.PreTokenizer.Split(text.AsSpan()[stretch], atStart && stretch.Start.Value == 0, run);
        }
    }
}
