namespace T2L.Training.Benchmarks;

/// <summary>What a benchmark measured.</summary>
/// <param name="Benchmark">Its name.</param>
/// <param name="Metric"><c>accuracy</c>, or <c>pass@1</c> for programs.</param>
/// <param name="Status"><c>measured</c>, <c>not run</c> for programs that nobody was asked to run, or <c>cut</c> where not every question was answered.</param>
/// <param name="Questions">Questions asked.</param>
/// <param name="Score">Share of right answers; null where it was not measured.</param>
/// <param name="Low">Lower end of the 95 % Wilson interval.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Answers">Every answer that there is, in the rows' order.</param>
public sealed record BenchmarkReport(
    string Benchmark, string Metric, string Status, int Questions, double? Score, double? Low, double? High, IReadOnlyList<BenchmarkAnswer> Answers);

/// <summary>One answer.</summary>
/// <param name="Row">Row of the question, from 1.</param>
/// <param name="Prompt">What the model was given.</param>
/// <param name="Completion">What it wrote.</param>
/// <param name="Target">The right answer, as the row has it.</param>
/// <param name="Right">Whether the answer is right; null where it was not measured.</param>
/// <param name="Program">The program made of the answer; null where answers are no programs.</param>
/// <param name="Fault">Why the program did not pass; null otherwise.</param>
public sealed record BenchmarkAnswer(long Row, string Prompt, string Completion, string Target, bool? Right, string? Program = null, string? Fault = null);

/// <summary>Where a benchmark stands.</summary>
/// <param name="Done">Questions answered.</param>
/// <param name="Questions">Questions in all.</param>
/// <param name="Right">Right answers so far; null for programs that are not run.</param>
/// <param name="QuestionsPerSecond">Rate since the start.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Remaining">Time left at that rate.</param>
public sealed record BenchmarkProgress(int Done, int Questions, int? Right, double QuestionsPerSecond, TimeSpan Elapsed, TimeSpan Remaining);
