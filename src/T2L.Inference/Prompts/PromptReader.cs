using T2L.Contracts;
using T2L.Models;
using T2L.Tokenizers.ChatTemplates;

namespace T2L.Inference.Prompts;

/// <summary>Turns a request into ids, refusing what the model cannot continue.</summary>
/// <param name="model">Whose tokens.</param>
/// <param name="template">Renders conversations; null where the model has no template.</param>
internal sealed class PromptReader(LanguageModel model, ChatTemplate? template)
{
    /// <exception cref="InferenceException">No tokens, a character without a token, no room for an answer, or a conversation that has no prompt.</exception>
    public IReadOnlyList<int> Read(CompletionRequest request)
    {
        var ids = Encode(request);
        if (ids.Count == 0)
            throw new InferenceException(InferenceError.PromptNotUsable, "The prompt is empty; the model needs at least one token.");
        if (model.Tokenizer.UnknownId is { } unknown && ids.Contains(unknown))
            throw new InferenceException(InferenceError.PromptNotUsable,
                $"The prompt has '{FirstUnknown(Text(request), unknown)}', for which '{model.Name}' has no token. Leave it out.");
        if (ids.Count >= model.Config.MaxPositions)
            throw new InferenceException(InferenceError.PromptTooLong,
                $"The prompt has {ids.Count} tokens; '{model.Name}' has {model.Config.MaxPositions} positions for prompt and answer. Shorten the prompt.");
        return ids;
    }

    // A template writes its special tokens itself; the tokenizer's would come on top.
    private IReadOnlyList<int> Encode(CompletionRequest request) =>
        model.Tokenizer.Encode(Text(request), addSpecialTokens: request.Turns is null || template is null);

    private string Text(CompletionRequest request) => request.Turns switch
    {
        null => request.Prompt,
        var turns when template is not null => Render(turns),
        [{ Role: "user" } only] => only.Content,
        var turns => throw new InferenceException(InferenceError.PromptNotUsable,
            $"'{model.Name}' has no chat template, so it takes one user message and not a conversation of {turns.Count}. Send one, or set Inference:ChatTemplate."),
    };

    private string Render(IReadOnlyList<ChatTurn> turns)
    {
        try
        {
            return template!.Render(new ChatRequest([.. turns.Select(turn => new ChatMessage(turn.Role, turn.Content))]));
        }
        catch (ChatTemplateException refusal)
        {
            throw new InferenceException(InferenceError.PromptNotUsable, $"The conversation cannot be written for '{model.Name}'. {refusal.Message}", refusal);
        }
    }

    private string FirstUnknown(string prompt, int unknown)
    {
        foreach (var rune in prompt.EnumerateRunes())
            if (model.Tokenizer.Encode(rune.ToString(), addSpecialTokens: false).Contains(unknown))
                return rune.ToString();
        return prompt;
    }
}
