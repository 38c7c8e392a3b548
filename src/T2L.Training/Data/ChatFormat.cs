using T2L.Tokenizers.ChatTemplates;

namespace T2L.Training.Data;

/// <summary>Writes prompts and answers as the base model was taught to see them.</summary>
/// <param name="template">The model's chat template.</param>
/// <remarks>An empty system message is left out: Text-to-LoRA's own templates write it all the same, and models' templates often refuse one.</remarks>
internal sealed class ChatFormat(ChatTemplate template)
{
    /// <summary>What tells this format from another one in a run's identity.</summary>
    public string Name => template.Source;

    /// <summary>A conversation of one question and its answer, cut where the answer's turn begins.</summary>
    /// <exception cref="ChatTemplateException">The template refuses the conversation.</exception>
    public (string Prompt, string Reply) Example(string system, string user, string reply)
    {
        var asked = Turns(system, user);
        var prompt = template.Render(new ChatRequest(asked, AddGenerationPrompt: false));
        var whole = template.Render(new ChatRequest([.. asked, new ChatMessage("assistant", reply)], AddGenerationPrompt: false));
        return whole.StartsWith(prompt, StringComparison.Ordinal)
            ? (prompt, whole[prompt.Length..])
            : throw new ArgumentException($"The chat template '{template.Source}' writes the question differently once an answer follows, so nothing can be learnt with it. Choose another one, for instance t2l-mistral.");
    }

    /// <summary>The text that the model continues.</summary>
    /// <param name="system">System message, empty for none.</param>
    /// <param name="user">The question.</param>
    /// <param name="prefill">Beginning of the answer; follows without a separator.</param>
    /// <exception cref="ChatTemplateException">The template refuses the conversation.</exception>
    public string Prompt(string system, string user, string prefill) => template.Render(new ChatRequest(Turns(system, user))) + prefill;

    private static List<ChatMessage> Turns(string system, string user) =>
        system.Length == 0 ? [new("user", user)] : [new("system", system), new("user", user)];
}
