using T2L.Adapters;
using T2L.Embedding.Tokenization;

namespace T2L.Embedding;

/// <summary>BERT's tokenizer: normalises a text, cuts it into words and the words into known pieces.</summary>
/// <remarks>Ids agree with the Hugging Face tokenizers library on the same tokenizer.json.</remarks>
public sealed class WordPieceTokenizer
{
    private readonly TokenizerParts _parts;
    private readonly AddedTokenMatcher _raw;
    private readonly AddedTokenMatcher _normalized;
    private readonly Dictionary<int, string> _tokens;
    private readonly HashSet<int> _special;

    internal WordPieceTokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _raw = new(parts.AddedTokens.Where(t => !t.Normalized), t => t.Content);
        _normalized = new(parts.AddedTokens.Where(t => t.Normalized), t => parts.Normalizer.Normalize(t.Content));
        _tokens = parts.Model.Ids.ToDictionary(p => p.Value, p => p.Key);
        foreach (var token in parts.AddedTokens)
            _tokens[token.Id] = token.Content;
        _special = parts.AddedTokens.Where(t => t.Special).Select(t => t.Id).ToHashSet();
    }

    /// <summary>The number of different tokens, added ones included.</summary>
    public int VocabularySize => _tokens.Count;

    /// <summary>The largest id that <see cref="Encode"/> can give.</summary>
    public int LargestId => _tokens.Keys.Max();

    /// <summary>The id that fills rows of a batch up, <c>[PAD]</c>.</summary>
    public int PaddingId => _parts.PaddingId;

    /// <summary>The number of tokens that are added to every text, <c>[CLS]</c> and <c>[SEP]</c>.</summary>
    public int SpecialTokenCount => _parts.Template.Count;

    /// <summary>Reads the tokenizer of a model directory.</summary>
    /// <param name="directory">Holds <c>tokenizer.json</c>, or else <c>vocab.txt</c> (and, if it likes, <c>tokenizer_config.json</c>).</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="AdapterFormatException">The files are missing, damaged, or ask for something else than BERT's WordPiece.</exception>
    public static WordPieceTokenizer Load(string directory) => new(TokenizerDirectory.Read(directory));

    /// <summary>Reads a Hugging Face <c>tokenizer.json</c>.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="AdapterFormatException">The file is damaged, or asks for something else than BERT's WordPiece.</exception>
    public static WordPieceTokenizer FromJson(ReadOnlyMemory<byte> json, string name = TokenizerDirectory.JsonName) =>
        new(TokenizerJson.Read(json, name));

    /// <summary>The ids of a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="addSpecialTokens">Put <c>[CLS]</c> before and <c>[SEP]</c> after it.</param>
    /// <param name="maxTokens">The most ids to return, special tokens included; the end of a longer text is cut off. Null: no limit.</param>
    /// <returns>The ids.</returns>
    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true, int? maxTokens = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var template = addSpecialTokens ? _parts.Template : SpecialTokenTemplate.None;
        ArgumentOutOfRangeException.ThrowIfLessThan(maxTokens ?? int.MaxValue, template.Count);
        var ids = new List<int>(template.Before);
        foreach (var (part, id) in _raw.Split(text))
        {
            if (id is { } added)
                ids.Add(added);
            else
                EncodeStretch(text[part], ids);
        }

        if (maxTokens is { } limit && ids.Count > limit - template.After.Count)
            ids.RemoveRange(limit - template.After.Count, ids.Count - (limit - template.After.Count));
        ids.AddRange(template.After);
        return ids;
    }

    /// <summary>The text that ids stand for, as near as lower case and lost white space allow.</summary>
    /// <param name="ids">Ids; unknown ones are left out.</param>
    /// <param name="skipSpecialTokens">Leave <c>[CLS]</c>, <c>[SEP]</c> and their like out.</param>
    /// <returns>The text.</returns>
    public string Decode(IReadOnlyList<int> ids, bool skipSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return _parts.Decoder.Decode(ids
            .Where(id => !(skipSpecialTokens && _special.Contains(id)))
            .Select(Token)
            .OfType<string>());
    }

    /// <summary>The id of a token.</summary>
    /// <param name="token">Its text, for instance <c>##ing</c> or <c>[CLS]</c>.</param>
    /// <returns>The id, or null where there is no such token.</returns>
    public int? Id(string token) => _parts.FindId(token);

    /// <summary>The text of a token.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The text, or null where there is no such id.</returns>
    public string? Token(int id) => _tokens.GetValueOrDefault(id);

    private void EncodeStretch(string stretch, List<int> ids)
    {
        var text = _parts.Normalizer.Normalize(stretch);
        foreach (var (part, id) in _normalized.Split(text))
        {
            if (id is { } added)
            {
                ids.Add(added);
                continue;
            }

            var words = text[part];
            foreach (var word in BertPreTokenizer.Words(words))
                _parts.Model.Encode(words.AsSpan(word), ids);
        }
    }
}
