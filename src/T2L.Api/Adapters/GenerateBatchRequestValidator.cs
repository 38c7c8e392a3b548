using FluentValidation;
using FluentValidation.Results;

namespace T2L.Api.Adapters;

/// <summary>Checks every order of many as if it came alone, and says which is wrong.</summary>
internal sealed class GenerateBatchRequestValidator : AbstractValidator<GenerateBatchRequest>
{
    public GenerateBatchRequestValidator(IValidator<GenerateAdapterRequest> single) => RuleFor(request => request.Items).Custom((items, context) =>
    {
        if (items is not { Count: >= 1 and <= GenerateBatchRequest.MaxItems })
        {
            context.AddFailure($"items has {items?.Count ?? 0} orders; expected 1 to {GenerateBatchRequest.MaxItems}, each with a description.");
            return;
        }
        foreach (var (place, item) in items.Index())
        {
            if (item is null)
                context.AddFailure(new ValidationFailure($"items[{place}]", $"items[{place}] is null; expected an object with a description."));
            else
                single.Validate(item).Errors.ForEach(error => context.AddFailure(
                    new ValidationFailure($"items[{place}].{error.PropertyName}", $"items[{place}]: {error.ErrorMessage}")));
        }
    });
}
