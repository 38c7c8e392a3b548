namespace T2L.Tokenizers.ChatTemplates.Running;

/// <summary>A fault on its way to the place that knows the template's name and line.</summary>
internal sealed class TemplateFault(ChatTemplateError error, string reason) : Exception(reason)
{
    public ChatTemplateError Error { get; } = error;

    public static TemplateFault Operation(string reason) => new(ChatTemplateError.BadOperation, reason);

    public static TemplateFault Unsupported(string feature, string instead) =>
        new(ChatTemplateError.Unsupported, $"{feature} is not supported here. {instead}");

    public static TemplateFault Undefined(string reason) => new(ChatTemplateError.Undefined, reason);

    public static TemplateFault Limit(string what, long limit) =>
        new(ChatTemplateError.LimitExceeded, $"{what}; the limit is {limit}. Simplify the template or shorten the conversation.");
}
