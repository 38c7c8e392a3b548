namespace T2L.Training.Data;

/// <summary>How an answer did.</summary>
/// <param name="Exact">Whether greedy decoding would produce it; where the task has a checker, whether what it produces is right.</param>
/// <param name="LogLikelihood">Mean log-probability of its tokens.</param>
internal readonly record struct AnswerScore(bool Exact, double LogLikelihood);
