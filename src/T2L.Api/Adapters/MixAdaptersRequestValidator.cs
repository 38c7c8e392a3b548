using FluentValidation;
using T2L.Adapters.Svf.Mixing;
using T2L.Registry.Publishing;

namespace T2L.Api.Adapters;

/// <summary>Checks the shape of a mix; the sentences are the registry's, so that command line and API say the same.</summary>
internal sealed class MixAdaptersRequestValidator : AbstractValidator<MixAdaptersRequest>
{
    public MixAdaptersRequestValidator()
    {
        RuleFor(request => request.Parts).Custom((_, context) =>
        {
            if (context.InstanceToValidate.ToOrder().Fault() is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.Space).Must(space => space is null || MixSpaceNames.Parse(space) is not null)
            .WithMessage(request => $"space is '{request.Space}'; expected gate or raw (default gate).");
        RuleFor(request => request.Name).Custom((name, context) =>
        {
            if (name is not null && AdapterName.Fault(name) is { } fault)
                context.AddFailure(fault);
        });
    }
}
