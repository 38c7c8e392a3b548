namespace T2L.Tokenizers.ChatTemplates;

/// <summary>A chat template cannot be read or gives no text; the message is one sentence that says what, where and what was expected.</summary>
/// <param name="error">The kind.</param>
/// <param name="source">The template, as the user knows it: a file or a name.</param>
/// <param name="line">The line of the template, from 1; 0 where the fault is not at a line.</param>
/// <param name="reason">The sentence, without the position.</param>
public sealed class ChatTemplateException(ChatTemplateError error, string source, int line, string reason)
    : Exception(line > 0 ? $"{source}, line {line}: {reason}" : $"{source}: {reason}")
{
    /// <summary>The kind.</summary>
    public ChatTemplateError Error { get; } = error;

    /// <summary>The template, as the user knows it.</summary>
    public string Template { get; } = source;

    /// <summary>The line of the template, from 1; 0 where the fault is not at a line.</summary>
    public int Line { get; } = line;

    /// <summary>The sentence without the position; for <see cref="ChatTemplateError.Raised"/> the template's own words.</summary>
    public string Reason { get; } = reason;
}
