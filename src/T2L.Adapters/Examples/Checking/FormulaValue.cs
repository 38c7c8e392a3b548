using System.Globalization;

namespace T2L.Adapters.Examples.Checking;

/// <summary>
/// The value of a formula in LaTeX or plain: + - * / ^, \frac, \sqrt, \pi, \cdot, \times, brackets, products without a sign, and letters, which have
/// fixed values by letter and place.
/// </summary>
internal sealed class FormulaValue
{
    private const int MostDepth = 64;

    private readonly string _text;
    private readonly int _place;
    private int _at;
    private int _depth;

    private FormulaValue(string text, int place) => (_text, _place) = (text, place);

    /// <summary>The value with the letters of a place; null where the formula is of another kind, or has no finite value.</summary>
    public static double? At(string bare, int place)
    {
        var formula = new FormulaValue(bare, place);
        return formula.Sum() is { } value && formula._at == bare.Length && double.IsFinite(value) ? value : null;
    }

    private double? Sum()
    {
        if (++_depth > MostDepth)
            return null;
        var sum = Product();
        while (sum is not null && (Take("+") || Take("-")))
            sum = _text[_at - 1] == '+' ? sum + Product() : sum - Product();
        _depth--;
        return sum;
    }

    private double? Product()
    {
        var product = Signed();
        while (product is not null && _at < _text.Length)
        {
            if (Take("/") || Take("\\div"))
                product /= Signed();
            else if (Take("*") || Take("\\cdot") || Take("\\times"))
                product *= Signed();
            else if (_text[_at] is '+' or '-' or ')' or ']' or '}' or ',' or '=' or '^')
                break;
            else
                product *= Power();
        }

        return product;
    }

    private double? Signed() => Take("-") ? -Power() : Take("+") ? Power() : Power();

    private double? Power()
    {
        var value = Atom();
        return value is not null && Take("^") ? Raised(value.Value, Group()) : value;
    }

    private double? Atom() => _at == _text.Length ? null
        : Take("\\frac") ? Group() / Group()
        : Take("\\sqrt") ? Root()
        : Take("\\pi") ? Math.PI
        : Take("(") ? Closed(Sum(), ")")
        : Take("{") ? Closed(Sum(), "}")
        : char.IsAsciiLetter(_text[_at]) ? Letter(_text[_at++])
        : Number();

    // Behind \frac, \sqrt and ^ one sign is enough: \frac12, x^2.
    private double? Group() => Take("{") ? Closed(Sum(), "}")
        : Take("-") ? -Group()
        : _at < _text.Length && char.IsAsciiDigit(_text[_at]) ? _text[_at++] - '0'
        : Atom();

    private double? Root()
    {
        var degree = Take("[") ? Closed(Sum(), "]") : 2;
        return degree is { } root && Group() is { } value ? Math.Pow(value, 1 / root) : null;
    }

    private double? Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            _at++;
        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // Positive and unlike each other, so that roots exist and nothing cancels out by chance.
    private double Letter(char letter) => 0.37 + (0.113 * (letter % 32)) + (0.71 * _place) + (char.IsUpper(letter) ? 0.0531 : 0);

    private static double? Raised(double value, double? power) => power is null ? null : Math.Pow(value, power.Value);

    private double? Closed(double? value, string bracket) => value is not null && Take(bracket) ? value : null;

    private bool Take(string sign)
    {
        if (!_text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal))
            return false;
        _at += sign.Length;
        return true;
    }
}
