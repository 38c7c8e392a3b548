using T2L.Contracts;
using T2L.Models;

namespace T2L.Inference;

/// <summary>Turns a prompt into ids, refusing what the model cannot continue.</summary>
internal static class PromptReader
{
    /// <exception cref="InferenceException">No tokens, a character without a token, or no room for an answer.</exception>
    public static IReadOnlyList<int> Read(LanguageModel model, string prompt)
    {
        var ids = model.Tokenizer.Encode(prompt);
        if (ids.Count == 0)
            throw new InferenceException(InferenceError.PromptNotUsable, "The prompt is empty; the model needs at least one token.");
        if (model.Tokenizer.UnknownId is { } unknown && ids.Contains(unknown))
            throw new InferenceException(InferenceError.PromptNotUsable,
                $"The prompt has '{FirstUnknown(model, prompt, unknown)}', for which '{model.Name}' has no token. Leave it out.");
        if (ids.Count >= model.Config.MaxPositions)
            throw new InferenceException(InferenceError.PromptTooLong,
                $"The prompt has {ids.Count} tokens; '{model.Name}' has {model.Config.MaxPositions} positions for prompt and answer. Shorten the prompt.");
        return ids;
    }

    private static string FirstUnknown(LanguageModel model, string prompt, int unknown)
    {
        foreach (var rune in prompt.EnumerateRunes())
            if (model.Tokenizer.Encode(rune.ToString(), addSpecialTokens: false).Contains(unknown))
                return rune.ToString();
        return prompt;
    }
}
