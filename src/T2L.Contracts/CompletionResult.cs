namespace T2L.Contracts;

/// <summary>The continuation of one prompt.</summary>
/// <param name="Text">The produced text, without special tokens and without the stop text.</param>
/// <param name="PromptTokens">Tokens of the prompt, special tokens included.</param>
/// <param name="CompletionTokens">Tokens produced.</param>
/// <param name="FinishReason"><c>stop</c> at the end of the answer or at a stop text, <c>length</c> at the token limit.</param>
/// <param name="ChosenExpert">Digest of the expert that a first pass chose; null where there was none to choose, or the base model answered.</param>
public sealed record CompletionResult(string Text, int PromptTokens, int CompletionTokens, string FinishReason, string? ChosenExpert = null);
