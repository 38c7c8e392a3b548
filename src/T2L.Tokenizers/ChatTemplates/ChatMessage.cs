using System.Text.Json;
using T2L.Tokenizers.ChatTemplates.Library;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates;

/// <summary>One turn of a conversation, as the template sees it.</summary>
public sealed class ChatMessage
{
    private readonly Func<Run, Value> _toValue;

    private ChatMessage(Func<Run, Value> toValue) => _toValue = toValue;

    /// <summary>A turn that is a text.</summary>
    /// <param name="role">Who speaks: <c>system</c>, <c>user</c>, <c>assistant</c>, or what else the template knows.</param>
    /// <param name="content">What is said.</param>
    public ChatMessage(string role, string content)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(content);
        _toValue = run => new DictionaryValue(
            [KeyValuePair.Create((Value)new TextValue("role"), (Value)run.Text(role)), KeyValuePair.Create((Value)new TextValue("content"), (Value)run.Text(content))],
            run);
    }

    /// <summary>A turn with further fields, such as <c>tool_calls</c>, in the form of the OpenAI API.</summary>
    /// <param name="message">A JSON object; its document must live until the rendering.</param>
    /// <exception cref="ArgumentException">It is no object.</exception>
    public static ChatMessage FromJson(JsonElement message) => message.ValueKind == JsonValueKind.Object
        ? new ChatMessage(run => JsonValues.Of(message, run))
        : throw new ArgumentException($"A message is a JSON object, not {message.ValueKind}.", nameof(message));

    internal Value ToValue(Run run) => _toValue(run);
}
