using System.Globalization;
using System.Text.Json;

namespace T2L.Adapters.Examples;

/// <summary>What a list of examples may be: 1 to 64, each of some length and of text; and its identity.</summary>
public static class AnswerExamples
{
    /// <summary>Most examples of one order: more are a data set, and training is the better tool for that.</summary>
    public const int MaxCount = 64;

    /// <summary>Most characters of an input or an answer.</summary>
    public const int MaxCharacters = 2048;

    /// <summary>Most characters of all examples together.</summary>
    public const int MaxTotalCharacters = 65_536;

    /// <summary>What is wrong with a list of examples.</summary>
    /// <param name="examples">The examples; null for a list that is not there.</param>
    /// <returns>A sentence or two for the user; null when the list is fine.</returns>
    public static string? Fault(IReadOnlyList<AnswerExample?>? examples)
    {
        if (examples is null || examples.Count == 0)
            return $"There are no examples; expected 1 to {MaxCount}, each with input and answer.";
        if (examples.Count > MaxCount)
            return $"There are {examples.Count} examples; at most {MaxCount} are used. Choose the most telling ones, or train on all: ./t2l train sft.";
        for (var i = 0; i < examples.Count; i++)
        {
            if (Fault(examples[i]) is { } fault)
                return string.Create(CultureInfo.InvariantCulture, $"Example {i + 1}: {fault}");
        }

        var total = examples.Sum(example => example!.Input.Length + example.Answer.Length);
        return total > MaxTotalCharacters
            ? $"The examples have {total} characters together; at most {MaxTotalCharacters} are used. Send fewer or shorter ones."
            : null;
    }

    /// <summary>What is wrong with one example.</summary>
    /// <param name="example">The example.</param>
    /// <returns>A sentence that goes on after the example's place; null when it is fine.</returns>
    public static string? Fault(AnswerExample? example) => example is null
        ? "expected an object with input and answer."
        : FieldFault("input", example.Input) ?? FieldFault("answer", example.Answer);

    /// <summary>The identity of a list: its order counts, its spelling as JSON does not.</summary>
    /// <param name="examples">Examples that are fine.</param>
    /// <returns>The digest of one canonical JSON text.</returns>
    public static Digest DigestOf(IReadOnlyList<AnswerExample> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        return Digest.Of(JsonSerializer.SerializeToUtf8Bytes(examples.Select(example => new[] { example.Input, example.Answer })));
    }

    private static string? FieldFault(string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return $"{field} is missing or empty.";
        if (text.Length > MaxCharacters)
            return $"{field} has {text.Length} characters; at most {MaxCharacters} are used.";
        var at = IndexOfNonText(text);
        return at < 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"{field} is not text: character {at + 1} is U+{(int)text[at]:X4}. Letters, spaces, tabs and line breaks are fine.");
    }

    // As in task descriptions: the registry's tables cannot hold these.
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
