using T2L.Tokenizers.ChatTemplates.Library;

namespace T2L.Tokenizers.ChatTemplates.Syntax;

/// <summary>Cuts a template into tokens, with white space handled as transformers sets Jinja up: the line end after a tag is dropped
/// (<c>trim_blocks</c>), and so is the white space before a tag that begins its line (<c>lstrip_blocks</c>); <c>-</c> and <c>+</c> beside
/// a tag's sign ask for more or for less.</summary>
internal sealed class TemplateLexer
{
    private readonly TemplateText _text;
    private readonly List<Token> _tokens = [];
    private int _position;
    private bool _atLineStart = true;

    private TemplateLexer(TemplateText text) => _text = text;

    public static List<Token> Read(TemplateText text)
    {
        var lexer = new TemplateLexer(text);
        while (lexer._position < text.Length)
            lexer.ReadNext();
        lexer.Add(TokenKind.End, "", text.Length);
        return lexer._tokens;
    }

    private void ReadNext()
    {
        int tag = NextTag(_position);
        if (tag < 0)
        {
            AddData(_position, _text.Length);
            _position = _text.Length;
            return;
        }
        char sign = _text[tag + 2] is '-' or '+' ? _text[tag + 2] : '\0';
        AddData(_position, EndBefore(tag, sign));
        _position = tag + (sign == '\0' ? 2 : 3);
        switch (_text[tag + 1])
        {
            case '#':
                SkipComment(tag);
                break;
            case '{':
                Add(TokenKind.OutputBegin, "{{", tag);
                ReadInside(TokenKind.OutputEnd, tag);
                break;
            default:
                ReadTag(tag);
                break;
        }
        _atLineStart = _text[_position - 1] == '\n';
    }

    private int NextTag(int from)
    {
        for (int i = from; i + 1 < _text.Length; i++)
            if (_text[i] == '{' && _text[i + 1] is ('{' or '%' or '#'))
                return i;
        return -1;
    }

    // Where the text before a tag ends once white space is dropped.
    private int EndBefore(int tag, char sign)
    {
        int end = tag;
        if (sign == '-')
        {
            while (end > _position && PythonText.IsSpace(_text[end - 1]))
                end--;
            return end;
        }
        if (sign == '+' || _text[tag + 1] == '{')
            return end;
        while (end > _position && _text[end - 1] != '\n' && PythonText.IsSpace(_text[end - 1]))
            end--;
        bool beginsLine = end > _position ? _text[end - 1] == '\n' : _atLineStart;
        return beginsLine ? end : tag;
    }

    private void SkipComment(int tag)
    {
        int end = _text.Text.IndexOf("#}", _position, StringComparison.Ordinal);
        if (end < 0)
            throw _text.Fault(ChatTemplateError.Syntax, tag, "the comment does not end; '#}' is missing.");
        _position = AfterEnd(end + 2, end > _position ? _text[end - 1] : '\0');
    }

    private void ReadTag(int tag)
    {
        if (RawBegin(_position) is { } body)
        {
            ReadRaw(tag, body);
            return;
        }
        Add(TokenKind.TagBegin, "{%", tag);
        ReadInside(TokenKind.TagEnd, tag);
    }

    // The place after "raw %}", or null where the tag is another one.
    private int? RawBegin(int position)
    {
        position = _text.SkipSpace(position);
        if (!_text.At(position, "raw"))
            return null;
        position = _text.SkipSpace(position + 3);
        return _text.At(position, "-%}") ? _text.SkipSpace(position + 3) : _text.At(position, "%}") ? position + 2 : null;
    }

    private void ReadRaw(int tag, int body)
    {
        for (int end = body; (end = _text.Text.IndexOf("{%", end, StringComparison.Ordinal)) >= 0; end += 2)
        {
            char sign = _text[end + 2] is '-' or '+' ? _text[end + 2] : '\0';
            int name = _text.SkipSpace(end + (sign == '\0' ? 2 : 3));
            if (!_text.At(name, "endraw"))
                continue;
            int close = _text.SkipSpace(name + 6);
            char last = _text[close] is '-' or '+' ? _text[close] : '\0';
            close += last == '\0' ? 0 : 1;
            if (!_text.At(close, "%}"))
                continue;
            (_position, _atLineStart) = (body, _text[body - 1] == '\n');
            AddData(body, EndBefore(end, sign));
            _position = AfterEnd(close + 2, last);
            return;
        }
        throw _text.Fault(ChatTemplateError.Syntax, tag, "the raw block does not end; '{% endraw %}' is missing.");
    }

    private void ReadInside(TokenKind end, int tag)
    {
        var words = new ExpressionLexer(_text, _position, _tokens);
        int close = words.ReadUntil(end);
        if (close < 0)
            throw _text.Fault(ChatTemplateError.Syntax, tag, $"the tag does not end; '{(end == TokenKind.TagEnd ? "%}" : "}}")}' is missing.");
        Add(end, "", close);
        char sign = _text[close] is '-' or '+' ? _text[close] : '\0';
        int after = close + (sign == '\0' ? 2 : 3);
        _position = end == TokenKind.TagEnd ? AfterEnd(after, sign) : sign == '-' ? _text.SkipSpace(after) : after;
    }

    // After a tag or comment its line end goes, or all white space with '-', or nothing with '+'.
    private int AfterEnd(int position, char sign) =>
        sign == '-' ? _text.SkipSpace(position) : sign != '+' && _text[position] == '\n' ? position + 1 : position;

    private void AddData(int start, int end)
    {
        if (end > start)
            Add(TokenKind.Data, _text.Text[start..end], start);
    }

    private void Add(TokenKind kind, string text, int position) => _tokens.Add(new Token(kind, text, _text.Line(position)));
}
