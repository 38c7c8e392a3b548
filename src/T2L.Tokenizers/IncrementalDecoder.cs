using T2L.Tokenizers.Decoders;

namespace T2L.Tokenizers;

/// <summary>Turns tokens that arrive one by one into text; the pieces, joined, are the text of all of them.</summary>
/// <remarks>
/// A piece is what no later token can change: a character whose bytes are not all there is kept back. The work for a token does not
/// depend on how much came before.
/// </remarks>
public sealed class IncrementalDecoder
{
    private readonly Tokenizer _tokenizer;
    private readonly bool _skipSpecialTokens;
    private readonly TextSink _text = new();
    private readonly ITokenSink _tokens;

    /// <summary>Begins a text.</summary>
    /// <param name="tokenizer">Whose tokens they are.</param>
    /// <param name="skipSpecialTokens">Whether to leave out special tokens.</param>
    public IncrementalDecoder(Tokenizer tokenizer, bool skipSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        _tokenizer = tokenizer;
        _skipSpecialTokens = skipSpecialTokens;
        _tokens = tokenizer.Decoder.Onto(_text);
    }

    /// <summary>Adds one token; an id outside the vocabulary adds nothing.</summary>
    /// <returns>The text that is certain now and was not before; often empty.</returns>
    public string Append(int id)
    {
        Add(id);
        return _text.Take();
    }

    /// <summary>The text that was kept back; call it once, after the last token.</summary>
    public string Finish()
    {
        _tokens.Finish();
        return _text.Take();
    }

    internal void Add(int id)
    {
        if (_tokenizer.Token(id) is not { } token || (_skipSpecialTokens && _tokenizer.IsSpecial(id)))
            return;
        _tokens.Text(token);
        _tokens.EndToken();
    }
}
