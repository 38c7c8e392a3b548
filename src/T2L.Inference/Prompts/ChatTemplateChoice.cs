using T2L.Tokenizers.ChatTemplates;
using T2L.Tokenizers.Formats;

namespace T2L.Inference.Prompts;

/// <summary>Which template turns conversations into prompts.</summary>
public static class ChatTemplateChoice
{
    /// <summary>The model's own where it has one.</summary>
    public const string Auto = "auto";

    /// <summary>None: a user's message is the prompt as it stands.</summary>
    public const string None = "none";

    /// <summary>The template that a choice means.</summary>
    /// <param name="choice"><see cref="Auto"/>, <see cref="None"/>, one of <see cref="BuiltInTemplates.Names"/>, or the path of a <c>.jinja</c> file.</param>
    /// <param name="directory">The model folder; its special tokens are those the template writes.</param>
    /// <returns>The template; null where conversations have none.</returns>
    /// <exception cref="ModelFormatException">The template cannot be used.</exception>
    public static ChatTemplate? Resolve(string choice, string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(choice);
        try
        {
            return choice switch
            {
                None => null,
                Auto => ChatTemplate.Load(directory),
                _ when BuiltInTemplates.Names.Contains(choice) => BuiltInTemplates.Get(choice, SpecialTokens.Load(directory)),
                _ => ChatTemplate.LoadFile(choice, SpecialTokens.Load(directory)),
            };
        }
        catch (ChatTemplateException refusal)
        {
            string place = refusal.Line > 0 ? $"line {refusal.Line}: " : "";
            throw new ModelFormatException(ModelFormatError.Unsupported, refusal.Template,
                $"{place}{refusal.Reason} To go on without this template, set Inference:ChatTemplate to {None}, {string.Join(", ", BuiltInTemplates.Names)} or a .jinja file.", refusal);
        }
    }
}
