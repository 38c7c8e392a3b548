using FluentValidation;
using T2L.Registry.Keys;

namespace T2L.Api.Keys;

/// <summary>Checks the shape of a new key; the sentences are the registry's.</summary>
internal sealed class CreateKeyRequestValidator : AbstractValidator<CreateKeyRequest>
{
    public CreateKeyRequestValidator(TimeProvider time)
    {
        RuleFor(request => request.Name).Custom((name, context) =>
        {
            if (ApiKeys.NameFault(name) is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.Scopes).Custom((scopes, context) =>
        {
            if (KeyScope.Fault(scopes) is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.ExpiresAt).Must(end => end is null || end > time.GetUtcNow())
            .WithMessage(request => $"expires_at is {request.ExpiresAt:u}, which is over; expected a later time. Leave it out for a key that does not expire.");
    }
}

/// <summary>Checks the overlap.</summary>
internal sealed class RotateKeyRequestValidator : AbstractValidator<RotateKeyRequest>
{
    private const int Year = 31_536_000;

    public RotateKeyRequestValidator() => RuleFor(request => request.OverlapSeconds).InclusiveBetween(0, Year)
        .WithMessage(request => $"overlap_seconds is {request.OverlapSeconds}; expected 0 to {Year} (default 3600).");
}
