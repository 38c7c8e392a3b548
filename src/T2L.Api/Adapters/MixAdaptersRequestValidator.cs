using FluentValidation;
using T2L.Adapters.Examples;
using T2L.Adapters.Svf.Mixing;
using T2L.Contracts;
using T2L.Registry.Publishing;

namespace T2L.Api.Adapters;

/// <summary>Checks the shape of a mix; the sentences are the registry's, so that command line and API say the same.</summary>
internal sealed class MixAdaptersRequestValidator : AbstractValidator<MixAdaptersRequest>
{
    private const int MaxGenerations = 50;

    public MixAdaptersRequestValidator()
    {
        RuleFor(request => request.Parts).Custom((_, context) =>
        {
            var request = context.InstanceToValidate;
            // Weights that are still to be found are as good as any.
            if ((request.Examples is null ? request.ToOrder().Fault() : WeightFault(request) ?? request.ToOrder(_ => 1).Fault()) is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.Examples).Custom((examples, context) =>
        {
            if (examples is not null && ExampleFault(examples) is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.Generations).InclusiveBetween(1, MaxGenerations)
            .WithMessage(request => $"generations is {request.Generations}; expected 1 to {MaxGenerations} (default 20).");
        RuleFor(request => request.Generations).Null().When(request => request.Examples is null)
            .WithMessage("generations is for a search with examples, and there are none. Leave it out, or send examples.");
        RuleFor(request => request.Seed).Null().When(request => request.Examples is null)
            .WithMessage("seed is for a search with examples, and there are none. Leave it out, or send examples.");
        RuleFor(request => request.Space).Must(space => space is null or "gate").When(request => request.Examples is not null && MixSpaceNames.Parse(request.Space) is not null)
            .WithMessage("space is 'raw', and there are examples, by which weights are found for gates. Leave space out, or search in raw space yourself: ./t2l svf adapt --space raw.");
        RuleFor(request => request.Space).Must(space => space is null || MixSpaceNames.Parse(space) is not null)
            .WithMessage(request => $"space is '{request.Space}'; expected gate or raw (default gate).");
        RuleFor(request => request.Name).Custom((name, context) =>
        {
            if (name is not null && AdapterName.NewFault(name) is { } fault)
                context.AddFailure(fault);
        });
    }

    private static string? WeightFault(MixAdaptersRequest request) => (request.Parts ?? []).FirstOrDefault(part => part?.Weight is not null) is { } part
        ? $"'{part.Adapter}' has a weight, and there are examples, by which weights are found. Leave the weights out, or the examples."
        : null;

    private static string? ExampleFault(IReadOnlyList<ExampleBody?> examples) => examples.Count is > 0 and < WantedMix.LeastExamples
        ? $"There are {examples.Count} examples; a search for weights needs at least {WantedMix.LeastExamples}, and 10 are usual."
        : AnswerExamples.Fault([.. examples.Select(example => example?.ToExample())]);
}
