using System.Text.Json.Serialization;
using T2L.Adapters.Origin;
using T2L.Contracts;

namespace T2L.Api.Completions;

/// <summary>Answer of <c>POST /v1/completions</c>.</summary>
/// <param name="Id">Identity of this answer.</param>
/// <param name="Object">Always <c>text_completion</c>.</param>
/// <param name="Created">When, in seconds since 1970.</param>
/// <param name="Model">What answered: the base model's name or the adapter's digest, of two both with a plus between them.</param>
/// <param name="Choices">One per prompt, in order.</param>
/// <param name="Usage">Tokens of all prompts and answers.</param>
/// <param name="Mix">The expert and the LoRA that answered together, with one digest for both in whatever order they were named; left out where only one or none did.</param>
internal sealed record CompletionResponse(
    string Id, string Object, long Created, string Model, IReadOnlyList<CompletionChoice> Choices, CompletionUsage Usage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MixRecord? Mix)
{
    public static CompletionResponse Of(ModelChoice model, IReadOnlyList<CompletionResult> results, DateTimeOffset now)
    {
        var choices = results.Select((result, index) => new CompletionChoice(index, result.Text, null, result.FinishReason, result.ChosenExpert)).ToArray();
        var prompt = results.Sum(result => result.PromptTokens);
        var completion = results.Sum(result => result.CompletionTokens);
        return new CompletionResponse($"cmpl-{Guid.CreateVersion7(now):N}", "text_completion", now.ToUnixTimeSeconds(), model.Name, choices,
            new CompletionUsage(prompt, completion, prompt + completion), model.Mix);
    }
}

/// <summary>One continuation.</summary>
/// <param name="Index">Which prompt it continues, from 0.</param>
/// <param name="Text">The produced text.</param>
/// <param name="Logprobs">Always null.</param>
/// <param name="FinishReason"><c>stop</c> or <c>length</c>.</param>
/// <param name="Expert">Digest of the expert that a first pass chose, the same for all prompts of a request; left out where none was chosen.</param>
internal sealed record CompletionChoice(
    int Index, string Text, object? Logprobs, string FinishReason, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Expert = null);

/// <summary>What an answer cost.</summary>
/// <param name="PromptTokens">Tokens read.</param>
/// <param name="CompletionTokens">Tokens produced.</param>
/// <param name="TotalTokens">Both.</param>
internal sealed record CompletionUsage(int PromptTokens, int CompletionTokens, int TotalTokens);
