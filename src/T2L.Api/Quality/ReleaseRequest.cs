using System.Text.Json.Serialization;
using FluentValidation;
using T2L.Registry.Quality;

namespace T2L.Api.Quality;

/// <summary>Body of <c>POST /v1/adapters/{reference}/release</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReleaseRequest
{
    /// <summary>Why the version may be used all the same, 1 to 1,000 characters; it stands in the audit log.</summary>
    public string? Reason { get; init; }
}

/// <summary>Checks that there is a reason.</summary>
internal sealed class ReleaseRequestValidator : AbstractValidator<ReleaseRequest>
{
    public ReleaseRequestValidator() => RuleFor(request => request.Reason).Custom((reason, context) =>
    {
        if (VersionChecks.ReasonFault(reason) is { } fault)
            context.AddFailure(fault);
    });
}
