using System.Globalization;
using System.Numerics;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Reading and making numbers.</summary>
internal static class Numbers
{
    /// <summary>The whole number of a value that counts as one, true and false included.</summary>
    public static BigInteger? Integer(Value value) => value switch
    {
        IntegerValue integer => integer.Number,
        BooleanValue flag => flag.IsTrue ? 1 : 0,
        _ => null,
    };

    /// <summary>The number of a value that is one.</summary>
    public static double? Double(Value value) => value is FloatValue number ? number.Number : (double?)Integer(value);

    /// <summary>A whole number within the limit.</summary>
    public static IntegerValue Of(BigInteger number, Run run) => number.GetBitLength() <= run.Limits.MaxIntegerBits
        ? new IntegerValue(number)
        : throw TemplateFault.Limit("a whole number has too many bits", run.Limits.MaxIntegerBits);

    /// <summary>An argument that must be a whole number of ordinary size.</summary>
    public static int Small(Value value, string what) => Integer(value) is { } number
        ? (int)BigInteger.Max(int.MinValue, BigInteger.Min(int.MaxValue, number))
        : throw TemplateFault.Operation($"{what} is a value of type {value.TypeName}; expected a whole number.");

    /// <summary>What Python's <c>int</c> reads in a text; null where that fails.</summary>
    public static BigInteger? ParseInteger(string text, int toBase)
    {
        string digits = Trimmed(text);
        bool negative = digits.StartsWith('-');
        digits = digits.Length > 0 && digits[0] is ('-' or '+') ? digits[1..] : digits;
        string prefix = toBase switch { 16 => "0x", 8 => "0o", 2 => "0b", _ => "" };
        if (prefix.Length > 0 && digits.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            digits = digits[2..].TrimStart('_');
        if (WithoutSeparators(digits) is not { Length: > 0 and < 2000 } plain)
            return null;
        var number = BigInteger.Zero;
        foreach (char character in plain)
        {
            int digit = char.IsAsciiDigit(character) ? character - '0' : char.IsAsciiLetter(character) ? char.ToLowerInvariant(character) - 'a' + 10 : 99;
            if (digit >= toBase)
                return null;
            number = (number * toBase) + digit;
        }
        return negative ? -number : number;
    }

    /// <summary>What Python's <c>float</c> reads in a text; null where that fails.</summary>
    public static double? ParseDouble(string text)
    {
        string plain = Trimmed(text);
        string word = plain.TrimStart('+', '-').ToLowerInvariant();
        double sign = plain.StartsWith('-') ? -1 : 1;
        if (word is ("inf" or "infinity") && plain.Length <= word.Length + 1)
            return sign * double.PositiveInfinity;
        if (word == "nan" && plain.Length <= 4)
            return double.NaN;
        return WithoutSeparators(plain) is { } digits && digits.Length > 0 && !char.IsWhiteSpace(digits[0]) && digits.Any(char.IsAsciiDigit)
            && double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out double number)
            ? number
            : null;
    }

    /// <summary>A number rounded to decimals, ties to the even digit, judged by its exact value as Python does.</summary>
    public static double Rounded(double number, int decimals)
    {
        if (!double.IsFinite(number) || decimals > 22)
            return number;
        if (decimals < 0)
        {
            double unit = Math.Pow(10, Math.Min(-decimals, 400));
            return double.IsInfinity(unit) ? 0 : Math.Round(number / unit, MidpointRounding.ToEven) * unit;
        }
        return double.Parse(Fixed(number, decimals), CultureInfo.InvariantCulture);
    }

    /// <summary>A finite number with so many decimals, ties to the even digit.</summary>
    public static string Fixed(double number, int decimals)
    {
        // Only a number with at most decimals + 1 binary digits after the point can lie exactly between two neighbours.
        double scaled = Math.ScaleB(number, decimals + 1);
        double shifted = number * Math.Pow(10, decimals);
        bool exact = double.IsInteger(scaled) && Math.Abs(shifted) < 1L << 52;
        return (exact ? Math.Round(shifted, MidpointRounding.ToEven) / Math.Pow(10, decimals) : number)
            .ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Trimmed(string text) => TextTrim.Both(text);

    // Python allows one underscore between digits.
    private static string? WithoutSeparators(string text)
    {
        for (int i = 0; i < text.Length; i++)
            if (text[i] == '_' && !(i > 0 && i + 1 < text.Length && char.IsAsciiLetterOrDigit(text[i - 1]) && char.IsAsciiLetterOrDigit(text[i + 1])))
                return null;
        return text.Replace("_", "", StringComparison.Ordinal);
    }
}
