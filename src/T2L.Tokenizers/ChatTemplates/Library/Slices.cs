using System.Numerics;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Parts of lists and texts, counted as Python counts: negative places from the end, places outside moved to the border.</summary>
internal static class Slices
{
    public static Value Of(Value value, Value? start, Value? stop, Value? step, Run run)
    {
        if (value is UndefinedValue missing)
            throw TemplateFault.Undefined($"{missing.Reason}, so it has no parts.");
        if (value is not (ListValue { Kind: not ListKind.View } or TextValue))
            throw TemplateFault.Operation($"a value of type {value.TypeName} has no parts.");
        run.Step(1 + (value is TextValue counted ? counted.Text.Length / 16 : 0));
        int length = Sequences.Length(value)!.Value;
        var places = Places(Bound(start), Bound(stop), Bound(step) ?? 1, length);
        run.Step(places.Count);
        if (value is ListValue list)
            return new ListValue([.. places.Select(place => list.Items[place])], run, list.Kind == ListKind.Range ? ListKind.List : list.Kind);
        string text = ((TextValue)value).Text;
        return run.Text(text.Length == length ? Plain(text, places) : Paired(text, places));
    }

    /// <summary>The place an index means; null outside.</summary>
    public static int? Place(BigInteger index, int length)
    {
        var place = index.Sign < 0 ? index + length : index;
        return place.Sign >= 0 && place < length ? (int)place : null;
    }

    private static string Plain(string text, List<int> places) => string.Create(places.Count, (text, places), static (span, state) =>
    {
        for (int i = 0; i < span.Length; i++)
            span[i] = state.text[state.places[i]];
    });

    private static string Paired(string text, List<int> places)
    {
        var characters = PythonText.Characters(text);
        return string.Concat(places.Select(place => characters[place]));
    }

    private static List<int> Places(BigInteger? start, BigInteger? stop, BigInteger step, int length)
    {
        if (step.IsZero)
            throw TemplateFault.Operation("the step of a slice is 0.");
        bool forward = step.Sign > 0;
        int first = Clamp(start, length, forward, forward ? 0 : length - 1);
        int end = Clamp(stop, length, forward, forward ? length : -1);
        var places = new List<int>();
        int stride = (int)BigInteger.Max(BigInteger.Min(step, length + 1), -length - 1);
        for (int place = first; forward ? place < end : place > end; place += stride)
            places.Add(place);
        return places;
    }

    private static int Clamp(BigInteger? bound, int length, bool forward, int otherwise)
    {
        if (bound is not { } given)
            return otherwise;
        var place = given.Sign < 0 ? given + length : given;
        int lowest = forward ? 0 : -1, highest = forward ? length : length - 1;
        return (int)BigInteger.Max(lowest, BigInteger.Min(highest, place));
    }

    private static BigInteger? Bound(Value? value) => value switch
    {
        null or NoneValue => null,
        IntegerValue integer => integer.Number,
        BooleanValue flag => flag.IsTrue ? 1 : 0,
        UndefinedValue missing => throw TemplateFault.Undefined($"{missing.Reason}, so it cannot bound a slice."),
        _ => throw TemplateFault.Operation($"a slice is bounded by a value of type {value.TypeName}; use whole numbers."),
    };
}
