using System.Globalization;
using T2L.Registry.Data;

namespace T2L.Registry;

/// <summary>What a task description may be: 1 to 4,096 characters of text.</summary>
public static class TaskDescription
{
    /// <summary>Most characters a description may have.</summary>
    public const int MaxCharacters = Limits.Description;

    /// <summary>What is wrong with a description.</summary>
    /// <param name="description">The user's text.</param>
    /// <returns>One sentence or two for the user; null when the description is fine.</returns>
    public static string? Fault(string? description)
    {
        if (string.IsNullOrWhiteSpace(description))
            return "Task description is empty. Say in a sentence what to do, for instance: Write the word backwards.";
        if (description.Length > MaxCharacters)
            return $"Task description has {description.Length} characters; at most {MaxCharacters} are used. Shorten it or split the task.";
        var at = IndexOfNonText(description);
        return at < 0
            ? null
            : $"Task description is not text: character {at + 1} is U+{((int)description[at]).ToString("X4", CultureInfo.InvariantCulture)}. " +
              "Remove it; letters, spaces, tabs and line breaks are fine.";
    }

    /// <summary>Returns a description that is fine.</summary>
    /// <param name="description">The user's text.</param>
    /// <returns>The same text.</returns>
    /// <exception cref="ArgumentException">It is not; the message is <see cref="Fault"/>'s.</exception>
    public static string Check(string? description) =>
        Fault(description) is { } fault ? throw new ArgumentException(fault) : description!;

    // PostgreSQL cannot hold NUL, UTF-8 cannot hold half a surrogate pair, and other controls break terminals.
    private static int IndexOfNonText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                i++;
            else if (char.IsSurrogate(text[i]) || (char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r')))
                return i;
        }

        return -1;
    }
}
