using System.Text;

namespace T2L.Tokenizers.Decoders;

/// <summary>The end of the way: the text so far.</summary>
internal sealed class TextSink : ITokenSink
{
    private readonly StringBuilder _text = new();

    public void Text(string text) => _text.Append(text);

    public void EndToken()
    {
    }

    public void Finish()
    {
    }

    /// <summary>What has come since the last call.</summary>
    public string Take()
    {
        string text = _text.ToString();
        _text.Clear();
        return text;
    }
}
