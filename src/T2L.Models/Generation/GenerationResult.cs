namespace T2L.Models.Generation;

/// <summary>The continuation of one prompt.</summary>
/// <param name="Tokens">Produced ids, with the end token where there is one.</param>
/// <param name="Text">Their text, without special tokens and without the stop text; empty where the generator has no tokenizer.</param>
/// <param name="Finish">Why it ends there.</param>
public sealed record GenerationResult(IReadOnlyList<int> Tokens, string Text, FinishReason Finish);
