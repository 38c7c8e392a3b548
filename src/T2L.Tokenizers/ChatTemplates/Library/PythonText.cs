using System.Globalization;
using System.Text;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Values written as Python writes them, and texts as Python sees them: a text is a row of code points.</summary>
internal static class PythonText
{
    /// <summary>Python's white space: Unicode's, and the four separators below the space.</summary>
    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\x1c' and <= '\x1f';

    /// <summary>What <c>str(value)</c> gives.</summary>
    public static string Of(Value value, Run run)
    {
        if (value is TextValue text)
            return text.Text;
        if (value is UndefinedValue)
            return "";
        var sink = new TextSink(run);
        ValueWriter.Write(value, sink, run);
        return sink.ToString();
    }

    /// <summary>How many code points a text has.</summary>
    public static int Length(string text)
    {
        int length = text.Length;
        for (int i = 1; i < text.Length; i++)
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                length--;
        return length;
    }

    /// <summary>The code points of a text, each as a text; half a pair counts as one.</summary>
    public static List<string> Characters(string text)
    {
        var characters = new List<string>(text.Length);
        for (int i = 0; i < text.Length; i++)
            characters.Add(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? text.Substring(i++, 2) : text[i].ToString());
        return characters;
    }

    /// <summary>The text with its first letter in upper and the rest in lower case.</summary>
    public static string Capitalized(string text)
    {
        int first = text.Length > 1 && char.IsSurrogatePair(text[0], text[1]) ? 2 : Math.Min(1, text.Length);
        return Upper(text[..first]) + Lower(text[first..]);
    }

    /// <summary>Upper case; the sharp s becomes two letters, as in Python.</summary>
    public static string Upper(string text) => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal);

    /// <summary>Lower case.</summary>
    public static string Lower(string text) => text.ToLowerInvariant();

    /// <summary>A number as Python's <c>repr</c> writes it: the shortest text that reads back as the same number.</summary>
    public static string Of(double number)
    {
        if (double.IsNaN(number))
            return "nan";
        if (double.IsInfinity(number))
            return number > 0 ? "inf" : "-inf";
        string shortest = number.ToString("E16", CultureInfo.InvariantCulture);
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        int exponent = int.Parse(shortest.AsSpan(shortest.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = text.StartsWith('-') ? "-" : "";
        string digits = Digits(text);
        if (exponent is >= -4 and < 16)
            return sign + Plain(digits, exponent);
        string fraction = digits.Length > 1 ? string.Concat(digits.AsSpan(0, 1), ".", digits.AsSpan(1)) : digits;
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    // The digits that count, without zeros before or after them.
    private static string Digits(string text)
    {
        int end = text.IndexOf('E', StringComparison.Ordinal);
        var digits = new StringBuilder((end < 0 ? text : text[..end]).TrimStart('-')).Replace(".", "").ToString().Trim('0');
        return digits.Length == 0 ? "0" : digits;
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
            return $"0.{new string('0', -exponent - 1)}{digits}";
        string whole = digits.PadRight(exponent + 1, '0');
        string fraction = whole[(exponent + 1)..];
        return $"{whole[..(exponent + 1)]}.{(fraction.Length == 0 ? "0" : fraction)}";
    }
}
