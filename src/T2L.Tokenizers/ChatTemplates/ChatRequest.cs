using System.Text.Json;

namespace T2L.Tokenizers.ChatTemplates;

/// <summary>What a chat template is given.</summary>
/// <param name="Messages">The conversation, oldest turn first.</param>
/// <param name="AddGenerationPrompt">Whether to end where the assistant's answer begins. Default true.</param>
public sealed record ChatRequest(IReadOnlyList<ChatMessage> Messages, bool AddGenerationPrompt = true)
{
    /// <summary>Tools the model may call, a JSON list; null for none.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>Documents the answer should rest on, a JSON list; null for none.</summary>
    public JsonElement? Documents { get; init; }

    /// <summary>Further variables, such as <c>enable_thinking</c>; they go before the model's own of the same name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The clock behind <c>strftime_now</c>. Default the machine's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
