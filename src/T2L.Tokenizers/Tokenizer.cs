using T2L.Tokenizers.Decoders;
using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Normalizers;
using T2L.Tokenizers.PostProcessors;
using T2L.Tokenizers.PreTokenizers;

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
    private readonly string?[] _tokens;
    private readonly HashSet<int> _special;

    internal Tokenizer(TokenizerParts parts)
    {
        _parts = parts;
        _raw = new AddedTokenSplitter(parts.Added.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        _normalized = new AddedTokenSplitter(
            parts.Added.Where(token => token.Normalized).Select(token => (parts.Normalizer.Normalize(token.Content), token)));
        _addedIds = parts.Added.ToDictionary(token => token.Content, token => token.Id);
        _special = [.. parts.Added.Where(token => token.Special).Select(token => token.Id)];
        VocabularySize = parts.Model.Ids.Values.Concat(_addedIds.Values).DefaultIfEmpty(-1).Max() + 1;
        _tokens = new string?[VocabularySize];
        foreach (var (token, id) in parts.Model.Ids.Concat(_addedIds))
            _tokens[id] = token;
    }

    /// <summary>One more than the highest id.</summary>
    public int VocabularySize { get; }

    /// <summary>The id that stands for characters without a token; null where the model has none or writes them as bytes.</summary>
    public int? UnknownId => _parts.Model.UnknownId;

    /// <summary>Reads <c>tokenizer.json</c> of a model folder.</summary>
    /// <exception cref="ModelFormatException">The file is missing, damaged, or asks for something that is not implemented.</exception>
    public static Tokenizer Load(string directory) => new(TokenizerFile.Read(directory));

    /// <summary>The token ids of a text.</summary>
    /// <param name="text">Any text; added tokens written in it count as these tokens, as in the reference implementation.</param>
    /// <param name="addSpecialTokens">Whether to put the post-processor's tokens around it.</param>
    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>();
        foreach (var (piece, token) in _raw.Split(new Piece(text, AtStart: true)))
            if (token is not null)
                ids.Add(token.Id);
            else
                EncodePiece(piece with { Text = _parts.Normalizer.Normalize(piece.Text) }, ids);
        return addSpecialTokens ? _parts.PostProcessor.Apply(ids) : ids;
    }

    /// <summary>The text of token ids.</summary>
    /// <param name="ids">Ids; those outside the vocabulary are left out.</param>
    /// <param name="skipSpecialTokens">Whether to leave out special tokens.</param>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var tokens = new List<string>();
        foreach (int id in ids)
            if (Token(id) is { } token && !(skipSpecialTokens && _special.Contains(id)))
                tokens.Add(token);
        return string.Concat(_parts.Decoder.Decode(tokens));
    }

    /// <summary>The id of a token; null where the vocabulary does not have it.</summary>
    public int? Id(string token) =>
        _addedIds.TryGetValue(token, out int id) || _parts.Model.Ids.TryGetValue(token, out id) ? id : null;

    /// <summary>The token of an id, written as in the vocabulary; null where there is none.</summary>
    public string? Token(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;

    /// <summary>Whether decoding leaves this id out.</summary>
    public bool IsSpecial(int id) => _special.Contains(id);

    private void EncodePiece(Piece normalized, List<int> ids)
    {
        var words = new List<Piece>();
        foreach (var (piece, token) in _normalized.Split(normalized))
        {
            if (token is not null)
            {
                ids.Add(token.Id);
                continue;
            }
            words.Clear();
            _parts.PreTokenizer.Split(piece, words);
            foreach (var word in words)
                _parts.Model.Encode(word.Text, ids);
        }
    }
}

/// <summary>The sections of a tokenizer.json, ready to run.</summary>
internal sealed record TokenizerParts(
    IReadOnlyList<AddedToken> Added,
    ITextNormalizer Normalizer,
    IPreTokenizer PreTokenizer,
    BpeModel Model,
    TemplatePostProcessor PostProcessor,
    ITokenDecoder Decoder);
