using System.Text;

namespace T2L.Training.Data;

/// <summary>Typing errors as hurried people make them, put into descriptions while encoder and hypernetwork learn: most wishes are not proofread.</summary>
internal static class TypingErrors
{
    private const int ShortestWord = 4;
    private const double ShareOfWords = 0.4;

    /// <summary>The text, or now and then the text with errors in some of its words.</summary>
    /// <param name="text">Correct text.</param>
    /// <param name="share">Share of texts that get errors, 0 to 1.</param>
    /// <param name="random">Decides; nothing is drawn where the share is 0.</param>
    public static string In(string text, double share, Random random) =>
        share == 0 || random.NextDouble() >= share
            ? text
            : string.Join(' ', text.Split(' ').Select(word => word.Count(char.IsLetter) >= ShortestWord && random.NextDouble() < ShareOfWords ? Mistyped(word, random) : word));

    // Two letters swapped, one missing, one twice, or one hit beside the key that was meant. The first letter nearly always comes out right.
    private static string Mistyped(string word, Random random)
    {
        var place = random.Next(1, word.Length - 1);
        var letters = new StringBuilder(word);
        switch (random.Next(4))
        {
            case 0:
                (letters[place], letters[place + 1]) = (letters[place + 1], letters[place]);
                break;
            case 1:
                letters.Remove(place, 1);
                break;
            case 2:
                letters.Insert(place, letters[place]);
                break;
            default:
                letters[place] = Keyboard.Beside(letters[place], random);
                break;
        }
        return letters.ToString();
    }

    private static class Keyboard
    {
        private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

        public static char Beside(char letter, Random random)
        {
            var row = Array.Find(Rows, row => row.Contains(letter, StringComparison.Ordinal));
            if (row is null)
                return letter; // capitals and signs are typed with more care
            var key = row.IndexOf(letter, StringComparison.Ordinal);
            return key == 0 ? row[1] : key == row.Length - 1 || random.Next(2) == 0 ? row[key - 1] : row[key + 1];
        }
    }
}
