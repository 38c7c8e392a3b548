using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using T2L.Adapters.Examples;
using T2L.Adapters.Examples.Checking;
using T2L.Api.Adapters;
using T2L.Registry.Evaluations;

namespace T2L.Api.Evaluations;

/// <summary>Body of <c>POST /v1/adapters/{reference}/evaluations</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AddEvaluationRequest
{
    /// <summary>What it was measured on, 1 to 100 characters.</summary>
    public string? Suite { get; init; }

    /// <summary>What was measured; <c>accuracy</c> when left out.</summary>
    public string? Metric { get; init; }

    /// <summary>The figure.</summary>
    public double? Value { get; init; }

    /// <summary>On how many examples.</summary>
    public int? N { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public double? High { get; init; }

    /// <summary>Seed of the measurement.</summary>
    public long? Seed { get; init; }

    /// <summary>The command or the place that it came from, at most 500 characters.</summary>
    public string? Source { get; init; }

    public NewEvaluation ToFigure() => new(Suite ?? "", Metric ?? "accuracy", Value ?? double.NaN) { N = N, Low = Low, High = High, Seed = Seed, Source = Source };
}

/// <summary>Body of <c>POST /v1/adapters/{reference}/evaluations/run</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RunEvaluationRequest
{
    /// <summary>Examples, 1 to 64, each with input and answer.</summary>
    public IReadOnlyList<ExampleBody?>? Examples { get; init; }

    /// <summary>What the figures are kept under; left out, a name is made of the examples' digest.</summary>
    public string? Suite { get; init; }

    /// <summary>When an answer is right: <c>whole</c> (default), <c>number</c>, <c>choice</c> or <c>formula</c>.</summary>
    public string? Checker { get; init; }

    /// <summary>Tokens of an answer at most, 1 to 1,024; 64 when left out.</summary>
    public int? MaxTokens { get; init; }
}

/// <summary>Checks the figure; the sentences are the registry's, so that command line and API say the same.</summary>
internal sealed class AddEvaluationRequestValidator : AbstractValidator<AddEvaluationRequest>
{
    public AddEvaluationRequestValidator() => RuleFor(request => request).Custom((request, context) =>
    {
        if (request.Value is null)
            context.AddFailure("value", "value is missing; expected the figure that was measured.");
        else if (request.ToFigure().Fault() is { } fault)
            context.AddFailure(JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.Field), fault.Sentence);
    });
}

/// <summary>Checks the examples and how they are to be asked.</summary>
internal sealed class RunEvaluationRequestValidator : AbstractValidator<RunEvaluationRequest>
{
    private const int MostTokens = 1024;

    public RunEvaluationRequestValidator()
    {
        RuleFor(request => request.Examples).Custom((examples, context) =>
        {
            if (AnswerExamples.Fault(examples?.Select(example => example?.ToExample()).ToList()) is { } fault)
                context.AddFailure(fault);
        });
        RuleFor(request => request.Checker).Must(checker => checker is null || AnswerCheckers.Names.Contains(checker))
            .WithMessage(request => $"checker is '{request.Checker}'; expected {string.Join(", ", AnswerCheckers.Names)} (default whole).");
        RuleFor(request => request.MaxTokens).InclusiveBetween(1, MostTokens).WithMessage(request => $"max_tokens is {request.MaxTokens}; expected 1 to {MostTokens} (default 64).");
        RuleFor(request => request.Suite).Custom((suite, context) =>
        {
            if (suite is not null && new NewEvaluation(suite, "accuracy", 0).Fault() is { } fault)
                context.AddFailure(fault.Sentence);
        });
    }
}
