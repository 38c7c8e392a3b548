using System.Text;

namespace T2L.Embedding;

/// <summary>The form in which a task description is embedded.</summary>
public static class TaskDescriptionText
{
    /// <summary>Strips white space around the description and ends it with a full stop where it ends with a letter.</summary>
    /// <param name="description">The description as written.</param>
    /// <returns>The text to embed.</returns>
    /// <exception cref="ArgumentException">Nothing but white space is in it.</exception>
    /// <remarks>The Text-to-LoRA code does this for every encoder of the gte family; a digit, quote or bracket at the end stays as it is.</remarks>
    public static string Format(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        var text = Strip(description);
        if (text.IsEmpty)
            throw new ArgumentException("The task description is empty. Describe the task in a sentence.", nameof(description));
        return Rune.DecodeLastFromUtf16(text, out var last, out _) == System.Buffers.OperationStatus.Done && Rune.IsLetter(last)
            ? string.Concat(text, ".")
            : text.ToString();
    }

    private static ReadOnlySpan<char> Strip(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return text.AsSpan(start, end - start);
    }

    // Python's strip() takes the four ASCII separators U+001C to U+001F for white space too.
    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F';
}
