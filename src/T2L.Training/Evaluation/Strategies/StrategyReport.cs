namespace T2L.Training.Evaluation.Strategies;

/// <summary>What <c>t2l eval --strategies</c> measured. Written as <c>report.json</c>.</summary>
/// <param name="SplitSeed">Seed of the experts and of the suite's split.</param>
/// <param name="Draws">Seeds of examples and searches.</param>
/// <param name="Questions">Inputs of each task and draw that nothing was chosen by.</param>
/// <param name="Generations">Generations of a search.</param>
/// <param name="Experts">Tasks of the experts at hand.</param>
/// <param name="BaseDigest">The base model.</param>
/// <param name="DecompositionDigest">Its decomposition.</param>
/// <param name="Rows">One row a method.</param>
/// <param name="Tasks">Every task and draw.</param>
/// <param name="LeftOut">Methods that were not measured, and why.</param>
/// <param name="Workers">Tasks that were measured at the same time, each on one thread: times are of such a thread.</param>
/// <param name="ElapsedSeconds">Seconds it took, models loaded.</param>
public sealed record StrategyReport(
    int SplitSeed, IReadOnlyList<int> Draws, int Questions, int Generations, IReadOnlyList<string> Experts, string BaseDigest, string DecompositionDigest,
    IReadOnlyList<StrategyRow> Rows, IReadOnlyList<StrategyTaskRow> Tasks, IReadOnlyList<LeftOut> LeftOut, int Workers, double ElapsedSeconds);

/// <summary>One method, in the mean of tasks and draws.</summary>
/// <param name="Method">For instance <c>base</c>, <c>best_single_10</c>, <c>few_shot_10</c>.</param>
/// <param name="Label">Its name for readers.</param>
/// <param name="ExactMatch">On inputs that nothing was chosen by, 0 to 1.</param>
/// <param name="Low">Lower end of the 95 % bootstrap interval over tasks.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="FirstPass">What it costs to choose; null where nothing is chosen.</param>
/// <param name="SecondPass">What the answer costs then; measured where a request has a first pass of its own.</param>
/// <param name="RightKind">Share of requests for which an expert for this kind of input was chosen; of first passes by request.</param>
public sealed record StrategyRow(string Method, string Label, double ExactMatch, double Low, double High, PassCost? FirstPass = null, PassCost? SecondPass = null, double? RightKind = null);

/// <summary>What a pass costs, in the mean.</summary>
/// <param name="Per"><c>task</c> for a search with examples, <c>request</c> where each request is looked at.</param>
/// <param name="Seconds">Time of one thread.</param>
/// <param name="Tokens">Tokens that went through the model.</param>
public sealed record PassCost(string Per, double Seconds, double Tokens);

/// <summary>One task in one draw.</summary>
/// <param name="Task">Its id.</param>
/// <param name="Draw">The seed of the draw.</param>
/// <param name="ExactMatch">By method.</param>
/// <param name="BestSingle">Which expert did best on the examples, by their number.</param>
public sealed record StrategyTaskRow(string Task, int Draw, IReadOnlyDictionary<string, double> ExactMatch, IReadOnlyDictionary<int, string> BestSingle);

/// <summary>Where the measuring stands.</summary>
/// <param name="Done">Tasks and draws measured.</param>
/// <param name="Total">All of them.</param>
/// <param name="Elapsed">Since the start.</param>
/// <param name="Note">What was measured last.</param>
public sealed record StrategyProgress(int Done, int Total, TimeSpan Elapsed, string Note);
