namespace T2L.Models.Generation;

/// <summary>How a model takes one token of a given text.</summary>
/// <param name="LogProbability">Natural logarithm of the token's probability after the tokens before it.</param>
/// <param name="IsLikeliest">Whether greedy generation would produce it there.</param>
public readonly record struct TokenScore(float LogProbability, bool IsLikeliest);
