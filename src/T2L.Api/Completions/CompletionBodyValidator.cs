using FluentValidation;
using T2L.Adapters.Svf;

namespace T2L.Api.Completions;

/// <summary>Checks the shape of a completion request; whether the model exists is asked by the handler.</summary>
internal sealed class CompletionBodyValidator : AbstractValidator<CompletionBody>
{
    public const int MaxPrompts = 64;
    private const int MaxTokens = 4096;
    private const int MaxStops = 4;
    private const int MaxConversation = 128;

    public CompletionBodyValidator()
    {
        RuleFor(body => body.Model).NotEmpty()
            .WithMessage("model is missing; name the base model or an adapter. GET /v1/models lists them.");
        RuleFor(body => body.Prompt).NotNull().WithMessage("prompt is missing; send a text or a list of texts.");
        RuleFor(body => body.Prompt!.Texts.Count).InclusiveBetween(1, MaxPrompts).OverridePropertyName("prompt").When(body => body.Prompt is not null)
            .WithMessage(body => $"prompt has {body.Prompt!.Texts.Count} texts; expected 1 to {MaxPrompts}.");
        RuleFor(body => body.MaxTokens).InclusiveBetween(1, MaxTokens)
            .WithMessage(body => $"max_tokens is {body.MaxTokens}; expected 1 to {MaxTokens} (default 64).");
        RuleFor(body => body.Temperature).InclusiveBetween(0, 2)
            .WithMessage(body => Invariant($"temperature is {body.Temperature}; expected 0 to 2 (default 0)."));
        RuleFor(body => body.TopP).Must(share => share is null or (> 0 and <= 1))
            .WithMessage(body => Invariant($"top_p is {body.TopP}; expected above 0, at most 1 (default 1)."));
        RuleFor(body => body.Stop!.Texts).Must(stops => stops.Count <= MaxStops && stops.All(stop => stop.Length > 0))
            .OverridePropertyName("stop").When(body => body.Stop is not null)
            .WithMessage($"stop takes at most {MaxStops} texts, none of them empty.");
        RuleFor(body => body.Experts!).Must(experts => experts.Count is >= 1 and <= SvfExpert.MostTogether && experts.All(expert => !string.IsNullOrEmpty(expert)))
            .OverridePropertyName("experts").When(body => body.Experts is not null)
            .WithMessage($"experts takes 1 to {SvfExpert.MostTogether} ids, digests or names, none of them empty.");
        RuleFor(body => body.Conversation!).Must((body, conversation) => body.Experts is not null && conversation.Length is >= 1 and <= MaxConversation)
            .OverridePropertyName("conversation").When(body => body.Conversation is not null)
            .WithMessage($"conversation takes 1 to {MaxConversation} characters and goes with experts, whose first choice it remembers.");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
