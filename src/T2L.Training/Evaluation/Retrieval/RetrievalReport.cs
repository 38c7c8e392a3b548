namespace T2L.Training.Evaluation.Retrieval;

/// <summary>How often a description in new words finds its task among all.</summary>
/// <param name="Tasks">Tasks to find.</param>
/// <param name="Gallery">Training descriptions that stand for them.</param>
/// <param name="Queries">Descriptions asked with, none of them in the gallery.</param>
/// <param name="Rows">A row for each method, on the same gallery and queries.</param>
/// <param name="Confusions">The pairs of tasks that the encoder confuses most.</param>
public sealed record RetrievalReport(int Tasks, int Gallery, int Queries, IReadOnlyList<RetrievalRow> Rows, IReadOnlyList<RetrievalConfusion> Confusions);

/// <summary>One method.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Top1">Share of queries whose own task comes first.</param>
/// <param name="Top5">Share of queries whose own task is among the first five.</param>
/// <param name="Low">Lower end of the 95 % interval of <paramref name="Top1"/>.</param>
/// <param name="High">Upper end.</param>
public sealed record RetrievalRow(string Method, double Top1, double Top5, double Low, double High);

/// <summary>Two tasks that are taken for each other.</summary>
/// <param name="First">One task.</param>
/// <param name="Second">The other.</param>
/// <param name="Count">Queries of either that found the other.</param>
public sealed record RetrievalConfusion(string First, string Second, int Count);
