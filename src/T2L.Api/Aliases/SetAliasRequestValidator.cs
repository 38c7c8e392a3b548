using FluentValidation;

namespace T2L.Api.Aliases;

/// <summary>Checks that a version is named.</summary>
internal sealed class SetAliasRequestValidator : AbstractValidator<SetAliasRequest>
{
    public SetAliasRequestValidator() => RuleFor(request => request.Version)
        .Must(version => version is >= 1)
        .WithMessage(request => $"version is {request.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"}; expected the number of a version, from 1.");
}
