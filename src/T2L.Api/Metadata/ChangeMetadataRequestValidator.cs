using System.Text.Json;
using FluentValidation;

namespace T2L.Api.Metadata;

/// <summary>Checks owner, tags and properties; the sentences are the registry's, so that command line and API say the same.</summary>
internal sealed class ChangeMetadataRequestValidator : AbstractValidator<ChangeMetadataRequest>
{
    public ChangeMetadataRequestValidator() => RuleFor(request => request).Custom((request, context) =>
    {
        if (request.ToChange().Fault() is { } fault)
            context.AddFailure(JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.Field), fault.Sentence);
    });
}
