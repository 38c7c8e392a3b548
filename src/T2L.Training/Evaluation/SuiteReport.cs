namespace T2L.Training.Evaluation;

/// <summary>What <c>t2l eval</c> measured.</summary>
/// <param name="Suite">The task suite, for instance <c>nano</c>.</param>
/// <param name="Seed">Seed of the split and of what was drawn.</param>
/// <param name="Rows">One row for each method and split.</param>
public sealed record SuiteReport(string Suite, int Seed, IReadOnlyList<ReportRow> Rows);

/// <summary>Exact match of one method on one split.</summary>
/// <param name="Method">For instance <c>base</c>, <c>sft</c>, <c>sft_other_task</c>.</param>
/// <param name="Split"><c>seen</c>, <c>unseen_wording</c>, <c>unseen_task</c> or <c>unseen_family</c>.</param>
/// <param name="Accuracy">Mean over tasks, 0 to 1.</param>
/// <param name="Low">Lower end of the 95 % bootstrap interval over tasks.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="N">Tasks.</param>
public sealed record ReportRow(string Method, string Split, double Accuracy, double Low, double High, int N);
