using T2L.Adapters.Examples;
using T2L.Contracts;
using T2L.Models;
using T2L.Tokenizers.ChatTemplates;

namespace T2L.Inference.Prompts;

/// <summary>Turns examples into ids: the prompt as a user's turn, the answer with the token that ends it.</summary>
/// <param name="model">Whose tokens.</param>
/// <param name="prompts">Reads the inputs.</param>
/// <param name="template">Renders conversations; null where the model has no template.</param>
internal sealed class AnswerReader(LanguageModel model, PromptReader prompts, ChatTemplate? template)
{
    /// <exception cref="InferenceException">A text has a character without a token, or prompt and answer are too long together.</exception>
    public (IReadOnlyList<int> Prompt, IReadOnlyList<int> Answer) Read(AnswerExample example)
    {
        var prompt = prompts.Read(CompletionRequest.OfUser(example.Input, null));
        List<int> answer = [.. model.Tokenizer.Encode(example.Answer, addSpecialTokens: false)];
        if (model.Tokenizer.UnknownId is { } unknown && answer.Contains(unknown))
            throw new InferenceException(InferenceError.PromptNotUsable, $"The answer '{example.Answer}' has a character for which '{model.Name}' has no token. Leave it out.");
        if (End(prompt.Count + answer.Count, example) is { } end)
            answer.Add(end);
        return prompt.Count + answer.Count <= model.Config.MaxPositions
            ? (prompt, answer)
            : throw new InferenceException(InferenceError.PromptTooLong,
                $"An example has {prompt.Count + answer.Count} tokens with its answer; '{model.Name}' has {model.Config.MaxPositions} positions. Shorten it.");
    }

    // A model may have several tokens that end an answer; its template says which one it was taught.
    private int? End(int before, AnswerExample example)
    {
        var ends = model.Config.EosTokenIds;
        if (ends.Count < 2 || template is null)
            return ends.Count == 0 ? null : ends[0];
        var turns = template.Render(new ChatRequest([new ChatMessage("user", example.Input), new ChatMessage("assistant", example.Answer)], AddGenerationPrompt: false));
        var ids = model.Tokenizer.Encode(turns, addSpecialTokens: false);
        foreach (var id in ids.Skip(Math.Max(0, before - 1)))
        {
            if (ends.Contains(id))
                return id;
        }

        return ends[0];
    }
}
