using System.Numerics;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Equality, order and membership with Python's rules: 1, 1.0 and true are equal, texts are ordered by code point, other kinds have no order.</summary>
internal static class Comparison
{
    public static bool Holds(Value left, string sign, Value right, Run run) => sign switch
    {
        "==" => AreEqual(left, right, run),
        "!=" => !AreEqual(left, right, run),
        "in" => Contains(right, left, run),
        "not in" => !Contains(right, left, run),
        "<" => Order(left, sign, right, run) is < 0,
        "<=" => Order(left, sign, right, run) is <= 0,
        ">" => Order(left, sign, right, run) is > 0,
        _ => Order(left, sign, right, run) is >= 0,
    };

    public static bool AreEqual(Value left, Value right, Run run)
    {
        run.Step();
        if (ReferenceEquals(left, right))
            return left is not FloatValue { Number: double.NaN };
        return (left, right) switch
        {
            (TextValue a, TextValue b) => AreEqual(a.Text, b.Text, run),
            (NoneValue, NoneValue) or (UndefinedValue, UndefinedValue) => true,
            (ListValue a, ListValue b) => a.Kind == b.Kind && a.Items.Count == b.Items.Count
                && a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second, run)),
            (DictionaryValue a, DictionaryValue b) => a.Entries.Count == b.Entries.Count
                && a.Entries.All(entry => b.Find(entry.Key) is { } other && AreEqual(entry.Value, other, run)),
            _ => CompareNumbers(left, right) == 0,
        };
    }

    public static bool Contains(Value whole, Value part, Run run)
    {
        switch (whole)
        {
            case TextValue text:
                run.Step(text.Text.Length / 16);
                return part is TextValue inner
                    ? text.Text.Contains(inner.Text, StringComparison.Ordinal)
                    : throw TemplateFault.Operation($"'in' looks for a value of type {part.TypeName} in a text; only a text can be in it.");
            case DictionaryValue dictionary:
                return dictionary.Find(part) is not null;
            case GeneratorValue generator:
                while (generator.Next() is { } item)
                    if (AreEqual(item, part, run))
                        return true;
                return false;
            default:
                return Sequences.Items(whole, run).Any(other => AreEqual(other, part, run));
        }
    }

    /// <summary>Negative, zero or positive; null where one is not a number.</summary>
    /// <exception cref="TemplateFault">The two have no order.</exception>
    public static int? Order(Value left, string sign, Value right, Run run)
    {
        run.Step();
        if ((left as UndefinedValue ?? right as UndefinedValue) is { } missing)
            throw TemplateFault.Undefined($"{missing.Reason}, so '{sign}' cannot use it.");
        if (Numbers.Double(left) is { } && Numbers.Double(right) is { })
            return CompareNumbers(left, right);
        return (left, right) switch
        {
            (TextValue a, TextValue b) => OrderTexts(a.Text, b.Text, run),
            (ListValue a, ListValue b) when a.Kind == b.Kind && a.Kind <= ListKind.Tuple => OrderLists(a, sign, b, run),
            _ => throw TemplateFault.Operation($"'{sign}' cannot be used between a value of type {left.TypeName} and one of type {right.TypeName}."),
        };
    }

    private static bool AreEqual(string left, string right, Run run)
    {
        run.Step(left.Length == right.Length ? left.Length / 16 : 0);
        return string.Equals(left, right, StringComparison.Ordinal);
    }

    private static int? OrderLists(ListValue left, string sign, ListValue right, Run run)
    {
        foreach (var (first, second) in left.Items.Zip(right.Items))
            if (!AreEqual(first, second, run))
                return Order(first, sign, second, run);
        return left.Items.Count.CompareTo(right.Items.Count);
    }

    // By code point: a character outside the basic plane comes after all in it, though its halves do not.
    private static int OrderTexts(string left, string right, Run run)
    {
        int length = Math.Min(left.Length, right.Length);
        run.Step(length / 16);
        for (int i = 0; i < length; i++)
            if (left[i] != right[i])
                return char.IsSurrogate(left[i]) != char.IsSurrogate(right[i]) && left[i] >= '\ud800' && right[i] >= '\ud800'
                    ? char.IsSurrogate(left[i]) ? 1 : -1
                    : left[i].CompareTo(right[i]);
        return left.Length.CompareTo(right.Length);
    }

    private static int? CompareNumbers(Value left, Value right)
    {
        if (Numbers.Integer(left) is { } first && Numbers.Integer(right) is { } second)
            return first.CompareTo(second);
        if (Numbers.Double(left) is not { } a || Numbers.Double(right) is not { } b || double.IsNaN(a) || double.IsNaN(b))
            return null;
        // A large whole number is compared with the exact value of the other one.
        if (Numbers.Integer(left) is { } whole && double.IsFinite(b) && Math.Abs(b) >= 1L << 53)
            return whole.CompareTo(new BigInteger(b));
        if (Numbers.Integer(right) is { } other && double.IsFinite(a) && Math.Abs(a) >= 1L << 53)
            return new BigInteger(a).CompareTo(other);
        return a.CompareTo(b);
    }
}
