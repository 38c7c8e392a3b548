namespace T2L.Training.Tasks.Operations;

/// <summary>What several operations need to do to the letters of a text.</summary>
internal static class Letters
{
    public static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';

    public static string Reverse(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        source.CopyTo(target);
        target.Reverse();
    });

    public static string Capitalise(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
