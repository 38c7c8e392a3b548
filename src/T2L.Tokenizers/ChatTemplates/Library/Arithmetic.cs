using System.Numerics;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Arithmetic with Python's rules: whole numbers stay whole except with <c>/</c>, division rounds down, texts and lists join and repeat.</summary>
internal static class Arithmetic
{
    public static Value Of(Value left, string sign, Value right, Run run)
    {
        if ((left as UndefinedValue ?? right as UndefinedValue) is { } missing)
            throw TemplateFault.Undefined($"{missing.Reason}, so '{sign}' cannot use it.");
        if (Numbers.Integer(left) is { } first && Numbers.Integer(right) is { } second)
            return Whole(first, sign, second, run);
        if (Numbers.Double(left) is { } a && Numbers.Double(right) is { } b)
            return new FloatValue(Real(a, sign, b));
        return (left, sign, right) switch
        {
            (TextValue text, "+", TextValue other) => Join(text.Text, other.Text, run),
            (TextValue text, "%", _) => run.Text(PercentFormat.Apply(text.Text, right, run)),
            (ListValue list, "+", ListValue other) when list.Kind == other.Kind && list.Kind <= ListKind.Tuple =>
                new ListValue([.. list.Items, .. other.Items], run, list.Kind),
            (_, "*", _) when Numbers.Integer(right) is { } times => Repeat(left, times, run),
            (_, "*", _) when Numbers.Integer(left) is { } times => Repeat(right, times, run),
            _ => throw TemplateFault.Operation($"'{sign}' cannot be used between a value of type {left.TypeName} and one of type {right.TypeName}."),
        };
    }

    public static Value Signed(string sign, Value value) => value switch
    {
        FloatValue number => sign == "-" ? new FloatValue(-number.Number) : number,
        UndefinedValue missing => throw TemplateFault.Undefined($"{missing.Reason}, so '{sign}' cannot use it."),
        _ when Numbers.Integer(value) is { } whole => new IntegerValue(sign == "-" ? -whole : whole),
        _ => throw TemplateFault.Operation($"'{sign}' cannot be used before a value of type {value.TypeName}."),
    };

    private static TextValue Join(string left, string right, Run run)
    {
        run.Reserve((long)left.Length + right.Length);
        return new TextValue(left + right);
    }

    private static Value Repeat(Value value, BigInteger times, Run run)
    {
        int count = (int)BigInteger.Max(0, BigInteger.Min(times, int.MaxValue));
        switch (value)
        {
            case TextValue text:
                run.Reserve((long)text.Text.Length * count);
                return new TextValue(text.Text.Length == 0 ? "" : string.Concat(Enumerable.Repeat(text.Text, count)));
            case ListValue { Kind: <= ListKind.Tuple } list:
                run.Step((long)list.Items.Count * count);
                return new ListValue(list.Items.Count == 0 ? [] : [.. Enumerable.Repeat(list.Items, count).SelectMany(items => items)], run, list.Kind);
            default:
                throw TemplateFault.Operation($"a value of type {value.TypeName} cannot be repeated with '*'.");
        }
    }

    private static Value Whole(BigInteger left, string sign, BigInteger right, Run run) => sign switch
    {
        "+" => Numbers.Of(left + right, run),
        "-" => Numbers.Of(left - right, run),
        "*" => Numbers.Of(left * right, run),
        "/" => new FloatValue(Divide(left, right)),
        "//" => Numbers.Of(Floor(left, right), run),
        "%" => Numbers.Of(left - (Floor(left, right) * right), run),
        _ => Power(left, right, run),
    };

    private static Value Power(BigInteger left, BigInteger right, Run run)
    {
        if (right.Sign < 0)
            return new FloatValue(left.IsZero ? throw ByZero() : Math.Pow((double)left, (double)right));
        if (BigInteger.Abs(left) <= BigInteger.One)
            return Numbers.Of(left.IsZero && right.IsZero ? 1 : right.IsEven ? left * left : left, run);
        if (right * (left.GetBitLength() - 1) > run.Limits.MaxIntegerBits)
            throw TemplateFault.Limit("a whole number has too many bits", run.Limits.MaxIntegerBits);
        return Numbers.Of(BigInteger.Pow(left, (int)right), run);
    }

    private static double Real(double left, string sign, double right)
    {
        if (right == 0 && sign is ("/" or "//" or "%"))
            throw ByZero();
        return sign switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" => left / right,
            "//" => Math.Floor((left - Modulo(left, right)) / right),
            "%" => Modulo(left, right),
            _ when left == 0 && right < 0 => throw ByZero(),
            _ when left < 0 && double.IsFinite(right) && !double.IsInteger(right) =>
                throw TemplateFault.Operation("a negative number to a broken power is not a real number."),
            _ => Math.Pow(left, right),
        };
    }

    // The sign of the divisor, as in Python.
    private static double Modulo(double left, double right)
    {
        double rest = left % right;
        return rest == 0 ? Math.CopySign(0, right) : rest < 0 != right < 0 ? rest + right : rest;
    }

    private static double Divide(BigInteger left, BigInteger right)
    {
        if (right.IsZero)
            throw ByZero();
        double quotient = (double)left / (double)right;
        return double.IsFinite(quotient) ? quotient : throw TemplateFault.Operation("the quotient is too large for a number.");
    }

    private static BigInteger Floor(BigInteger left, BigInteger right)
    {
        if (right.IsZero)
            throw ByZero();
        var quotient = BigInteger.DivRem(left, right, out var rest);
        return !rest.IsZero && rest.Sign != right.Sign ? quotient - 1 : quotient;
    }

    private static TemplateFault ByZero() => TemplateFault.Operation("something is divided by zero.");
}
