namespace T2L.Adapters.Examples;

/// <summary>How a model takes the answer of one example.</summary>
/// <param name="LogLikelihood">Natural logarithm of the whole answer's probability after its input, the end of the answer included.</param>
/// <param name="IsExact">Whether greedy decoding would give exactly this answer.</param>
public readonly record struct AnswerScore(double LogLikelihood, bool IsExact);
