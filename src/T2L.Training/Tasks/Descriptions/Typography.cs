using System.Text;

namespace T2L.Training.Tasks.Descriptions;

/// <summary>How carefully a description is typed: with or without capitals and the last full stop.</summary>
internal static class Typography
{
    private const double CapitalShare = 0.7;
    private const double LastStopShare = 0.65;
    private const double ContractionShare = 0.25;

    /// <summary>Takes a description in small letters, every sentence with its mark.</summary>
    public static string Vary(StringBuilder text, Random random)
    {
        if (random.NextDouble() < ContractionShare)
            text.Replace("what is ", "what's ").Replace("do not ", "don't ").Replace("I would ", "I'd ");
        if (random.NextDouble() < CapitalShare)
            Capitalise(text);
        if (random.NextDouble() >= LastStopShare && text[^1] == '.')
            text.Length--;
        return text.ToString();
    }

    private static void Capitalise(StringBuilder text)
    {
        text[0] = char.ToUpperInvariant(text[0]);
        for (var i = 3; i < text.Length; i++)
            if (text[i - 1] == ' ' && IsStop(text[i - 2]) && text[i - 3] != ' ')
                text[i] = char.ToUpperInvariant(text[i]);
    }

    // A mark with a space before it is spoken of, not used: "put a ! after it".
    private static bool IsStop(char character) => character is '.' or '?' or '!';
}
