using System.Globalization;
using System.Text;
using T2L.Registry.Data;

namespace T2L.Registry.Metadata;

/// <summary>What a card may be: text, 1 byte to 64 KiB in UTF-8.</summary>
public static class CardText
{
    /// <summary>Most bytes of a card.</summary>
    public const int MaxBytes = Limits.CardBytes;

    /// <summary>What is wrong with a card.</summary>
    /// <param name="text">The Markdown.</param>
    /// <returns>A sentence for the user; null when it is fine.</returns>
    public static string? Fault(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "The card is empty; expected Markdown. To have none, delete it.";
        if (Encoding.UTF8.GetByteCount(text) is > MaxBytes and var bytes)
            return string.Create(CultureInfo.InvariantCulture, $"The card has {bytes} bytes; at most {MaxBytes} are kept. Shorten it, or link to the rest.");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                i++;
            else if (char.IsSurrogate(text[i]) || (char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r')))
                return string.Create(CultureInfo.InvariantCulture, $"The card is not text: character {i + 1} is U+{(int)text[i]:X4}. Letters, spaces, tabs and line breaks are fine.");
        }
        return null;
    }
}
