using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.Extensions.Options;
using T2L.Registry.Webhooks;

namespace T2L.Api.Webhooks;

/// <summary>Body of <c>POST /v1/webhooks</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CreateWebhookRequest
{
    /// <summary>Where it is told, <c>https://…</c>.</summary>
    public string? Url { get; init; }

    /// <summary>Of what: actions of the audit log, <c>alias.*</c> for all of a kind; left out, all.</summary>
    public IReadOnlyList<string?>? Actions { get; init; }
}

/// <summary>Checks a webhook; the sentences are the registry's.</summary>
internal sealed class CreateWebhookRequestValidator : AbstractValidator<CreateWebhookRequest>
{
    public CreateWebhookRequestValidator(IOptions<ApiOptions> options)
    {
        RuleFor(request => request.Url).Custom((url, context) =>
        {
            if (WebhookFault.OfUrl(url, options.Value.Webhooks.AllowPrivate) is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.Actions).Custom((actions, context) =>
        {
            if (actions is not null && WebhookFault.OfActions(actions) is { } fault)
                context.AddFailure(fault);
        });
    }
}
