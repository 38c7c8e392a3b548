namespace T2L.Tokenizers;

/// <summary>Turns tokens that arrive one by one into text; the pieces, joined, are the text of all of them.</summary>
/// <remarks>
/// A token may hold part of a character, and some decoders treat the first token differently. So each step decodes a short tail that
/// begins where the text was last known to be whole, and keeps back what ends in U+FFFD until a later token settles it.
/// </remarks>
public sealed class IncrementalDecoder(Tokenizer tokenizer, bool skipSpecialTokens = true)
{
    private const char Incomplete = '\uFFFD';

    private readonly List<int> _tail = [];
    private int _settled;

    /// <summary>Adds one token.</summary>
    /// <returns>The text that is certain now and was not before; often empty.</returns>
    public string Append(int id)
    {
        _tail.Add(id);
        string text = Decode(_tail.Count);
        return text.EndsWith(Incomplete) ? "" : Settle(text);
    }

    /// <summary>The text that was kept back; call it after the last token.</summary>
    public string Finish() => Settle(Decode(_tail.Count));

    private string Settle(string text)
    {
        string known = Decode(_settled);
        _tail.RemoveRange(0, _settled);
        _settled = _tail.Count;
        return text.Length > known.Length ? text[known.Length..] : "";
    }

    private string Decode(int count) => tokenizer.Decode(_tail.Take(count), skipSpecialTokens);
}
