using System.Globalization;
using System.Numerics;

namespace T2L.Tokenizers.ChatTemplates.Syntax;

/// <summary>Cuts what stands inside a tag into tokens.</summary>
internal sealed class ExpressionLexer(TemplateText text, int position, List<Token> tokens)
{
    // Longer than any number a limit allows.
    private const int MaxNumberCharacters = 700;

    private static readonly string[] LongOperators = ["==", "!=", ">=", "<=", "//", "**"];

    private readonly Stack<char> _open = new();
    private int _position = position;

    /// <summary>Reads up to the tag's end; gives the place where it begins (its sign included), or -1 where the template ends before.</summary>
    public int ReadUntil(TokenKind end)
    {
        while (true)
        {
            _position = text.SkipSpace(_position);
            if (_position >= text.Length)
                return -1;
            if (_open.Count == 0 && IsEnd(end))
                return _position;
            ReadToken();
        }
    }

    private bool IsEnd(TokenKind end) => end == TokenKind.TagEnd
        ? text.At(_position, "%}") || text.At(_position, "-%}") || text.At(_position, "+%}")
        : text.At(_position, "}}") || text.At(_position, "-}}");

    private void ReadToken()
    {
        char first = text[_position];
        if (char.IsAsciiDigit(first))
            ReadNumber();
        else if (first == '_' || char.IsLetter(first))
            ReadName();
        else if (first is '\'' or '"')
            ReadText(first);
        else
            ReadOperator(first);
    }

    private void ReadName()
    {
        int end = _position;
        while (text[end] == '_' || char.IsLetterOrDigit(text[end]))
            end++;
        Add(TokenKind.Name, text.Text[_position..end], end);
    }

    private void ReadText(char quote)
    {
        int end = _position + 1;
        while (end < text.Length && text[end] != quote)
            end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length)
            throw text.Fault(ChatTemplateError.Syntax, _position, $"the text does not end; {quote} is missing.");
        Add(TokenKind.Text, TextLiteral.Unescape(text, _position + 1, end), end + 1);
    }

    private void ReadNumber()
    {
        bool afterDot = tokens.Count > 0 && tokens[^1].IsOperator(".") && text[_position - 1] == '.';
        int end = Digits(_position);
        if (text[_position] == '0' && char.ToLowerInvariant(text[_position + 1]) is ('x' or 'o' or 'b'))
        {
            ReadPrefixed(char.ToLowerInvariant(text[_position + 1]));
            return;
        }
        var kind = TokenKind.Integer;
        if (!afterDot && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
            (kind, end) = (TokenKind.Float, Digits(end + 1));
        int sign = end + (text[end + 1] is '+' or '-' ? 2 : 1);
        if (!afterDot && text[end] is ('e' or 'E') && char.IsAsciiDigit(text[sign]))
            (kind, end) = (TokenKind.Float, Digits(sign));
        if (end - _position > MaxNumberCharacters)
            throw text.Fault(ChatTemplateError.LimitExceeded, _position, $"a number has {end - _position} characters; the limit is {MaxNumberCharacters}.");
        string number = text.Text[_position..end].Replace("_", "", StringComparison.Ordinal);
        if (kind == TokenKind.Integer && number[0] == '0' && number.Any(digit => digit != '0'))
            throw text.Fault(ChatTemplateError.Syntax, _position, $"the number {number} begins with 0. Leave the zeros out.");
        Add(kind, number, end);
    }

    private void ReadPrefixed(char prefix)
    {
        int toBase = prefix == 'x' ? 16 : prefix == 'o' ? 8 : 2;
        int end = _position + 2;
        var number = BigInteger.Zero;
        for (; end < _position + MaxNumberCharacters && (char.IsAsciiHexDigit(text[end]) || text[end] == '_'); end++)
        {
            int digit = text[end] == '_' ? 0 : Convert.ToInt32(text[end].ToString(), 16);
            if (digit >= toBase)
                break;
            number = text[end] == '_' ? number : (number * toBase) + digit;
        }
        if (end == _position + 2 || char.IsLetterOrDigit(text[end]))
            throw text.Fault(ChatTemplateError.Syntax, _position, $"the number that begins with 0{prefix} has a wrong digit or too many of them.");
        Add(TokenKind.Integer, number.ToString(CultureInfo.InvariantCulture), end);
    }

    private int Digits(int from)
    {
        while (char.IsAsciiDigit(text[from]) || (text[from] == '_' && char.IsAsciiDigit(text[from + 1])))
            from++;
        return from;
    }

    private void ReadOperator(char first)
    {
        string? sign = Array.Find(LongOperators, candidate => text.At(_position, candidate));
        if (sign is null && !"+-*/%~[](){}<>=.:|,;".Contains(first, StringComparison.Ordinal))
            throw text.Fault(ChatTemplateError.Syntax, _position, $"the character '{first}' has no meaning inside a tag.");
        if (first is '(' or '[' or '{')
            _open.Push(first == '(' ? ')' : first == '[' ? ']' : '}');
        else if (first is (')' or ']' or '}') && (!_open.TryPop(out char expected) || expected != first))
            throw text.Fault(ChatTemplateError.Syntax, _position, $"'{first}' closes nothing that was opened.");
        Add(TokenKind.Operator, sign ?? first.ToString(), _position + (sign?.Length ?? 1));
    }

    private void Add(TokenKind kind, string content, int end)
    {
        tokens.Add(new Token(kind, content, text.Line(_position)));
        _position = end;
    }
}
