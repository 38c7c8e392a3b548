using System.Text;

namespace T2L.Tokenizers.ChatTemplates.Running;

/// <summary>A text that grows within the limits of its rendering.</summary>
internal sealed class TextSink(Run run)
{
    private readonly StringBuilder _text = new();

    public void Write(string text)
    {
        if (_text.Length + (long)text.Length > run.Limits.MaxTextCharacters)
            throw TemplateFault.Limit("a text grows too long", run.Limits.MaxTextCharacters);
        run.Reserve(text.Length);
        _text.Append(text);
    }

    public override string ToString() => _text.ToString();
}
