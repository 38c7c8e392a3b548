using System.Text.Json.Serialization;
using FluentValidation;
using T2L.Registry;
using T2L.Registry.Publishing;

namespace T2L.Api.Exchange;

/// <summary>Body of <c>POST /v1/adapters/import/hub</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ImportFromHubRequest
{
    /// <summary>The repository on the hub that the server is configured for, <c>acme/reverse-lora</c>.</summary>
    public string? Repo { get; init; }

    /// <summary>Branch, tag or commit; <c>main</c> when left out.</summary>
    public string? Revision { get; init; }

    /// <summary>Name to publish under; left out, one is made.</summary>
    public string? Name { get; init; }

    /// <summary>The task it was made for, in plain words.</summary>
    public string? Description { get; init; }
}

/// <summary>Checks name and description; what a repository may be called, the hub knows.</summary>
internal sealed class ImportFromHubRequestValidator : AbstractValidator<ImportFromHubRequest>
{
    public ImportFromHubRequestValidator()
    {
        RuleFor(request => request.Repo).NotEmpty().WithMessage("repo is missing; expected a repository on the hub, for instance 'acme/reverse-lora'.");
        RuleFor(request => request.Name).Custom((name, context) =>
        {
            if (name is not null && AdapterName.Fault(name) is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.Description).Custom((description, context) =>
        {
            if (description is not null && TaskDescription.Fault(description) is { } fault)
                context.AddFailure(fault);
        });
    }
}
