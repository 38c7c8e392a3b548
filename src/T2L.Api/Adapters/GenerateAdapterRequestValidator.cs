using FluentValidation;
using T2L.Adapters.Examples;
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
            if (name is not null && AdapterName.NewFault(name) is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.Examples).Custom((examples, context) =>
        {
            if (examples is not null && AnswerExamples.Fault([.. examples.Select(example => example?.ToExample())]) is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.Seed).Custom((seed, context) =>
        {
            if (seed is not null && context.InstanceToValidate.Examples is null)
                context.AddFailure("seed is for a search with examples, and there are none. Leave it out, or send examples.");
        });
    }
}
