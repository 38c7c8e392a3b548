using System.Globalization;
using System.Text;
using T2L.Tokenizers.ChatTemplates.Running;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>C's <c>strftime</c> in English, as far as templates use it.</summary>
internal static class DateFormat
{
    public static string Apply(string format, DateTimeOffset now)
    {
        var text = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }
            bool plain = ++i < format.Length && format[i] == '-';
            if (plain)
                i++;
            string part = i < format.Length ? Part(format[i], now) : throw Unknown("%");
            text.Append(plain && part.Length > 1 ? part.TrimStart('0') is { Length: > 0 } digits ? digits : "0" : part);
        }
        return text.ToString();
    }

    private static string Part(char code, DateTimeOffset now) => code switch
    {
        'Y' => Invariant($"{now.Year}"),
        'y' => Invariant($"{now.Year % 100:00}"),
        'm' => Invariant($"{now.Month:00}"),
        'd' => Invariant($"{now.Day:00}"),
        'e' => Invariant($"{now.Day,2}"),
        'H' => Invariant($"{now.Hour:00}"),
        'I' => Invariant($"{(now.Hour + 11) % 12 + 1:00}"),
        'M' => Invariant($"{now.Minute:00}"),
        'S' => Invariant($"{now.Second:00}"),
        'f' => Invariant($"{now.Ticks % TimeSpan.TicksPerSecond / 10:000000}"),
        'j' => Invariant($"{now.DayOfYear:000}"),
        'p' => now.Hour < 12 ? "AM" : "PM",
        'B' => now.ToString("MMMM", CultureInfo.InvariantCulture),
        'b' or 'h' => now.ToString("MMM", CultureInfo.InvariantCulture),
        'A' => now.ToString("dddd", CultureInfo.InvariantCulture),
        'a' => now.ToString("ddd", CultureInfo.InvariantCulture),
        'u' => Invariant($"{((int)now.DayOfWeek + 6) % 7 + 1}"),
        'w' => Invariant($"{(int)now.DayOfWeek}"),
        'F' => now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        'T' => now.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        'R' => now.ToString("HH:mm", CultureInfo.InvariantCulture),
        'D' => now.ToString("MM/dd/yy", CultureInfo.InvariantCulture),
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        // Python's datetime.now() knows no time zone and writes nothing here.
        'Z' or 'z' => "",
        _ => throw Unknown($"%{code}"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static TemplateFault Unknown(string code) =>
        TemplateFault.Unsupported($"'{code}' in the format of strftime_now", "Use %Y %m %d %H %M %S %B %b %A %a %j %y %I %p.");
}
