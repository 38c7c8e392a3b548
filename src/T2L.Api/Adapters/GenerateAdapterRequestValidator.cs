using FluentValidation;
using T2L.Registry;
using T2L.Registry.Publishing;

namespace T2L.Api.Adapters;

/// <summary>Checks the shape of an order; the sentences are the registry's, so that command line and API say the same.</summary>
internal sealed class GenerateAdapterRequestValidator : AbstractValidator<GenerateAdapterRequest>
{
    public GenerateAdapterRequestValidator()
    {
        RuleFor(request => request.Description).Custom((description, context) =>
        {
            if (TaskDescription.Fault(description) is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.Name).Custom((name, context) =>
        {
            if (name is not null && AdapterName.Fault(name) is { } fault)
                context.AddFailure(fault);
        });
    }
}
