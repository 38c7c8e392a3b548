using System.Numerics;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Filters that look at their value as a number.</summary>
internal static class NumberFilters
{
    public static readonly Dictionary<string, Func<Value, Arguments, Run, Value>> All = new(StringComparer.Ordinal)
    {
        ["int"] = Integer,
        ["float"] = Float,
        ["round"] = Round,
        ["abs"] = Absolute,
    };

    private static Value Integer(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(0, "default", "base");
        int toBase = bound[1] is { } given ? Numbers.Small(given, "the base of 'int'") : 10;
        if (toBase is < 2 or > 36)
            throw TemplateFault.Operation($"the base of 'int' is {toBase}; expected 2 to 36.");
        Refuse(value, arguments.Of);
        var number = value is TextValue text
            ? Numbers.ParseInteger(text.Text, toBase) ?? Truncated(Numbers.ParseDouble(text.Text))
            : Numbers.Integer(value) ?? Truncated(Numbers.Double(value));
        return number is { } found ? Numbers.Of(found, run) : bound[0] ?? new IntegerValue(0);
    }

    private static Value Float(Value value, Arguments arguments, Run run)
    {
        var otherwise = arguments.Bind(0, "default")[0];
        Refuse(value, arguments.Of);
        var number = value is TextValue text ? Numbers.ParseDouble(text.Text) : Numbers.Double(value);
        return number is { } found ? new FloatValue(found) : otherwise ?? new FloatValue(0);
    }

    private static Value Round(Value value, Arguments arguments, Run run)
    {
        var bound = arguments.Bind(0, "precision", "method");
        int decimals = bound[0] is { } given ? Numbers.Small(given, "the precision of 'round'") : 0;
        string method = bound[1] is { } named ? TextSearch.Text(named, arguments.Of) : "common";
        if (method is not ("common" or "ceil" or "floor"))
            throw TemplateFault.Operation($"the method of 'round' is '{method}'; expected common, ceil or floor.");
        Refuse(value, arguments.Of);
        if (Numbers.Double(value) is not { } number)
            throw TemplateFault.Operation($"'round' takes a number, not a value of type {value.TypeName}.");
        if (method != "common")
        {
            double unit = Math.Pow(10, Math.Clamp(decimals, -300, 300));
            return new FloatValue((method == "ceil" ? Math.Ceiling(number * unit) : Math.Floor(number * unit)) / unit);
        }
        return Numbers.Integer(value) is { } whole ? RoundWhole(whole, decimals, run) : new FloatValue(Numbers.Rounded(number, decimals));
    }

    private static IntegerValue RoundWhole(BigInteger number, int decimals, Run run)
    {
        if (decimals >= 0)
            return Numbers.Of(number, run);
        if (-decimals > run.Limits.MaxIntegerBits)
            return new IntegerValue(0);
        var unit = BigInteger.Pow(10, -decimals);
        var quotient = BigInteger.DivRem(BigInteger.Abs(number), unit, out var rest);
        int tie = (rest * 2).CompareTo(unit);
        if (tie > 0 || (tie == 0 && !quotient.IsEven))
            quotient++;
        return Numbers.Of(quotient * unit * number.Sign, run);
    }

    private static Value Absolute(Value value, Arguments arguments, Run run)
    {
        arguments.Bind(0);
        Refuse(value, arguments.Of);
        return value is FloatValue number ? new FloatValue(Math.Abs(number.Number))
            : Numbers.Integer(value) is { } whole ? Numbers.Of(BigInteger.Abs(whole), run)
            : throw TemplateFault.Operation($"'abs' takes a number, not a value of type {value.TypeName}.");
    }

    private static BigInteger? Truncated(double? number) =>
        number is { } given && double.IsFinite(given) ? new BigInteger(Math.Truncate(given)) : null;

    private static void Refuse(Value value, string of)
    {
        if (value is UndefinedValue missing)
            throw TemplateFault.Undefined($"{missing.Reason}, so {of} cannot use it.");
    }
}
