namespace T2L.Tokenizers.ChatTemplates;

/// <summary>Templates that come with this program: the prompts Text-to-LoRA's checkpoints were trained with, which differ from the models' own.</summary>
public static class BuiltInTemplates
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["t2l-mistral", "t2l-llama-3", "t2l-gemma-2"];

    /// <summary>One of them.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="tokens">The model's special tokens; where it names none, those of the model the template was made for are written.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ChatTemplate Get(string name, SpecialTokens? tokens = null)
    {
        if (!Names.Contains(name))
            throw new ArgumentException($"No chat template comes under the name '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
        using var stream = typeof(BuiltInTemplates).Assembly.GetManifestResourceStream($"{name}.jinja")!;
        using var reader = new StreamReader(stream);
        return ChatTemplate.Parse(reader.ReadToEnd(), name, tokens);
    }
}
