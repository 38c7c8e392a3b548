using System.Globalization;
using System.Text;

namespace T2L.Tokenizers.ChatTemplates.Syntax;

/// <summary>Resolves the escapes of a quoted text as Python's <c>unicode-escape</c> does.</summary>
internal static class TextLiteral
{
    /// <summary>The text between <paramref name="start"/> and <paramref name="end"/>.</summary>
    public static string Unescape(TemplateText source, int start, int end)
    {
        var text = new StringBuilder(end - start);
        for (int i = start; i < end; i++)
            if (source[i] == '\\' && i + 1 < end)
                i = AppendEscape(source, i + 1, end, text);
            else
                text.Append(source[i]);
        return text.ToString();
    }

    // Appends what the escape at `at` (after its backslash) stands for; gives the place of its last character.
    private static int AppendEscape(TemplateText source, int at, int end, StringBuilder text)
    {
        char letter = source[at];
        switch (letter)
        {
            case 'x' or 'u' or 'U':
                int length = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
                AppendHexadecimal(source, at, length, end, text);
                return at + length;
            case >= '0' and <= '7':
                return AppendOctal(source, at, end, text);
            case 'N':
                throw source.Fault(ChatTemplateError.Unsupported, at, @"a character by its name (\N{...}) is not supported here. Write it as \uXXXX.");
            case '\n':
                return at;
        }
        int known = @"abfnrtv\'""".IndexOf(letter, StringComparison.Ordinal);
        if (known < 0)
            text.Append('\\').Append(letter);
        else
            text.Append("\a\b\f\n\r\t\v\\'\""[known]);
        return at;
    }

    private static void AppendHexadecimal(TemplateText source, int at, int length, int end, StringBuilder text)
    {
        if (at + length >= end
            || !int.TryParse(source.Text.AsSpan(at + 1, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
            || code is < 0 or > 0x10FFFF)
            throw source.Fault(ChatTemplateError.Syntax, at, $"the escape \\{source[at]} needs {length} hexadecimal digits of a character.");
        if (code > 0xFFFF)
            text.Append(char.ConvertFromUtf32(code));
        else
            text.Append((char)code);
    }

    private static int AppendOctal(TemplateText source, int at, int end, StringBuilder text)
    {
        int code = 0, last = at;
        for (int i = at; i < Math.Min(at + 3, end) && source[i] is >= '0' and <= '7'; i++)
            (code, last) = ((code * 8) + source[i] - '0', i);
        text.Append((char)code);
        return last;
    }
}
