using System.Text;

namespace T2L.Tokenizers.ChatTemplates.Library;

/// <summary>Changes between upper and lower case that look at words.</summary>
internal static class TextCases
{
    /// <summary>Python's <c>str.title</c>: a letter after anything that is no letter is upper case, all others lower.</summary>
    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        bool inWord = false;
        foreach (string character in PythonText.Characters(text))
        {
            result.Append(inWord ? PythonText.Lower(character) : TitleCase(character));
            inWord = char.IsLetter(character, 0);
        }
        return result.ToString();
    }

    /// <summary>Jinja's <c>title</c> filter: words begin after white space, <c>-</c> and opening brackets.</summary>
    public static string TitleWords(string text)
    {
        var result = new StringBuilder(text.Length);
        bool begins = true;
        foreach (string character in PythonText.Characters(text))
        {
            bool separates = PythonText.IsSpace(character[0]) || "-({[<".Contains(character[0], StringComparison.Ordinal);
            result.Append(begins && !separates ? PythonText.Upper(character) : PythonText.Lower(character));
            begins = separates;
        }
        return result.ToString();
    }

    /// <summary>Upper case to lower and back.</summary>
    public static string Swapped(string text) => string.Concat(PythonText.Characters(text).Select(character =>
        PythonText.Lower(character) is var lower && lower != character ? lower : PythonText.Upper(character)));

    private static string TitleCase(string character) => character == "ß" ? "Ss" : PythonText.Upper(character);
}
