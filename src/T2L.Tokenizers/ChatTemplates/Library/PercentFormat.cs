using System.Globalization;
using System.Numerics;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Python's <c>text % values</c> with <c>%s %r %d %i %f %x %%</c>, width, <c>0</c>, <c>-</c> and precision.</summary>
internal static class PercentFormat
{
    public static string Apply(string format, Value value, Run run)
    {
        var values = value is ListValue { Kind: ListKind.Tuple } several ? several.Items : [value];
        var sink = new TextSink(run);
        int used = 0;
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                sink.Write(format[i].ToString());
                continue;
            }
            var field = Field.Read(format, i + 1);
            i = field.End;
            sink.Write(field.Kind == '%' ? "%" : field.Pad(Text(field, Next(values, used++), run), run));
        }
        return used == values.Count || value is DictionaryValue
            ? sink.ToString()
            : throw TemplateFault.Operation($"'%' got {values.Count} values, the text has places for {used}.");
    }

    private static Value Next(IReadOnlyList<Value> values, int place) => place < values.Count
        ? values[place]
        : throw TemplateFault.Operation($"'%' got {values.Count} values, the text has places for more.");

    private static string Text(Field field, Value value, Run run)
    {
        switch (field.Kind)
        {
            case 's' or 'r':
                string text = field.Kind == 's' ? PythonText.Of(value, run) : Quoted(value, run);
                return field.Precision is { } most ? string.Concat(PythonText.Characters(text).Take(most)) : text;
            case 'd' or 'i' when Numbers.Double(value) is { } number && double.IsFinite(number):
                return (Numbers.Integer(value) ?? new BigInteger(Math.Truncate(number))).ToString(CultureInfo.InvariantCulture);
            case 'x' when Numbers.Integer(value) is { } whole:
                string digits = BigInteger.Abs(whole).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
                return (whole.Sign < 0 ? "-" : "") + (digits.Length == 0 ? "0" : digits);
            case 'f' when Numbers.Double(value) is { } number:
                return double.IsFinite(number) ? Numbers.Fixed(number, field.Precision ?? 6) : PythonText.Of(number);
            case 'd' or 'i' or 'x' or 'f':
                throw TemplateFault.Operation($"'%{field.Kind}' takes a number, not a value of type {value.TypeName}.");
            default:
                throw TemplateFault.Unsupported($"'%{field.Kind}' in a text before '%'", "Use %s, %r, %d, %f or %x.");
        }
    }

    private static string Quoted(Value value, Run run)
    {
        var sink = new TextSink(run);
        ValueWriter.Write(value, sink, run);
        return sink.ToString();
    }

    private readonly record struct Field(char Kind, bool Zeros, bool Left, int Width, int? Precision, int End)
    {
        private const int MaxWidth = 1000;

        public static Field Read(string format, int at)
        {
            bool zeros = false, left = false;
            for (; at < format.Length && format[at] is ('0' or '-'); at++)
                (zeros, left) = (zeros || format[at] == '0', left || format[at] == '-');
            int width = Number(format, ref at) ?? 0;
            int? precision = null;
            if (at < format.Length && format[at] == '.')
            {
                at++;
                precision = Number(format, ref at) ?? 0;
            }
            return at < format.Length
                ? new Field(format[at], zeros, left, width, precision, at)
                : throw TemplateFault.Operation("the text before '%' ends inside a place for a value.");
        }

        public string Pad(string text, Run run)
        {
            int missing = Width - PythonText.Length(text);
            if (missing <= 0)
                return text;
            run.Reserve(missing);
            bool numeric = Kind is not ('s' or 'r');
            int sign = numeric && text.StartsWith('-') ? 1 : 0;
            return Left ? text + new string(' ', missing)
                : Zeros && numeric ? string.Concat(text.AsSpan(0, sign), new string('0', missing), text.AsSpan(sign))
                : new string(' ', missing) + text;
        }

        private static int? Number(string format, ref int at)
        {
            int? number = null;
            for (; at < format.Length && char.IsAsciiDigit(format[at]); at++)
            {
                number = ((number ?? 0) * 10) + format[at] - '0';
                if (number > MaxWidth)
                    throw TemplateFault.Limit("a place for a value is too wide", MaxWidth);
            }
            return number;
        }
    }
}
