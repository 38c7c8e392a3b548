namespace T2L.Training.Evaluation;

/// <summary>What <c>t2l eval</c> measured. Written as <c>report.json</c>, whose schema is in docs/evaluation.md.</summary>
/// <param name="Suite">The task suite, for instance <c>nano</c>.</param>
/// <param name="Seed">The first seed: of its split and of what was drawn.</param>
/// <param name="Rows">One row for each method and split.</param>
public sealed record SuiteReport(string Suite, int Seed, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>All seeds.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [Seed];

    /// <summary>Descriptions of each task.</summary>
    public int Wordings { get; init; }

    /// <summary>Inputs asked for each description.</summary>
    public int Examples { get; init; }

    /// <summary>Splits in the order of the rows, with their names for readers.</summary>
    public IReadOnlyList<ReportSplit> Splits { get; init; } = [];

    /// <summary>Mean of each family.</summary>
    public IReadOnlyList<FamilyRow> Families { get; init; } = [];

    /// <summary>Every task with what each method did on it.</summary>
    public IReadOnlyList<TaskRow> Tasks { get; init; } = [];

    /// <summary>Hypernetworks of the list of runs.</summary>
    public IReadOnlyList<RunRow> Runs { get; init; } = [];

    /// <summary>Runs of the same size and number of training tasks in the mean of their seeds, without those that have a distance.</summary>
    public IReadOnlyList<RunMean> RunMeans { get; init; } = [];

    /// <summary>Where tasks lie in the space of embeddings, in two dimensions; empty without an encoder.</summary>
    public EmbeddingMap? Map { get; init; }

    /// <summary>Methods that were not measured, and what they need.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>What a reader should know of these figures.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The models, as they were named.</summary>
    public IReadOnlyList<ReportModel> Models { get; init; } = [];

    /// <summary>Seconds it took, models loaded.</summary>
    public double ElapsedSeconds { get; init; }
}

/// <summary>Exact match of one method on one split.</summary>
/// <param name="Method">For instance <c>base</c>, <c>sft</c>, <c>sft_other_task</c>.</param>
/// <param name="Split"><c>seen</c>, <c>unseen_wording</c>, <c>unseen_task</c> or <c>unseen_family</c>.</param>
/// <param name="Accuracy">Mean over tasks, then over seeds, 0 to 1.</param>
/// <param name="Low">Lower end of the 95 % bootstrap interval over families of tasks.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="N">Tasks, of all seeds together.</param>
public sealed record ReportRow(string Method, string Split, double Accuracy, double Low, double High, int N)
{
    /// <summary>The method's name for readers.</summary>
    public string Label { get; init; } = Method;

    /// <summary>What the method is compared as.</summary>
    public MethodGroup Group { get; init; }

    /// <summary>Tokens of a prompt in the mean.</summary>
    public double PromptTokens { get; init; }

    /// <summary>The same for each seed alone.</summary>
    public IReadOnlyList<SeedFigure> Seeds { get; init; } = [];
}

/// <summary>One figure of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Accuracy">Mean over its tasks.</param>
/// <param name="N">Its tasks.</param>
public sealed record SeedFigure(int Seed, double Accuracy, int N);

/// <summary>A split as readers know it.</summary>
/// <param name="Name">Its name in rows.</param>
/// <param name="Label">Its name for readers.</param>
/// <param name="N">Tasks, of all seeds together.</param>
public sealed record ReportSplit(string Name, string Label, int N);

/// <summary>Mean of a family, whose tasks differ only in the format of the answer.</summary>
/// <param name="Method">The method.</param>
/// <param name="Split">The split.</param>
/// <param name="Family">The family, for instance <c>word.reverse+upper</c>.</param>
/// <param name="Accuracy">Mean over its tasks.</param>
/// <param name="N">Its tasks, of all seeds together.</param>
public sealed record FamilyRow(string Method, string Split, string Family, double Accuracy, int N);

/// <summary>One task of one split and seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Split">The split.</param>
/// <param name="Task">Its id.</param>
/// <param name="Scores">Exact match by method.</param>
public sealed record TaskRow(int Seed, string Split, string Task, IReadOnlyDictionary<string, double> Scores);

/// <summary>A hypernetwork of the list of runs, with matched descriptions in unseen wordings.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Variant">L, M or S.</param>
/// <param name="TrainingTasks">How many training tasks it met.</param>
/// <param name="Seed">Seed of the split.</param>
/// <param name="ReconstructionDistance">How far its LoRAs are from the trained ones; null for SFT.</param>
/// <param name="Rows">One row for each split; of the tasks it met, at most 120.</param>
public sealed record RunRow(string Name, string Variant, int TrainingTasks, int Seed, double? ReconstructionDistance, IReadOnlyList<ReportRow> Rows);

/// <summary>Several hypernetworks of the list of runs that differ by nothing but the seed.</summary>
/// <param name="Variant">L, M or S.</param>
/// <param name="TrainingTasks">How many training tasks each of them met.</param>
/// <param name="Runs">Their number.</param>
/// <param name="Rows">One row for each split: mean over tasks, then over seeds.</param>
public sealed record RunMean(string Variant, int TrainingTasks, int Runs, IReadOnlyList<ReportRow> Rows);

/// <summary>Principal components of task embeddings.</summary>
/// <param name="Seed">Seed of the split.</param>
/// <param name="FirstShare">Share of the variance along X.</param>
/// <param name="SecondShare">Share of the variance along Y.</param>
/// <param name="Points">The tasks.</param>
public sealed record EmbeddingMap(int Seed, double FirstShare, double SecondShare, IReadOnlyList<MapPoint> Points);

/// <summary>A task on the map.</summary>
/// <param name="Task">Its id.</param>
/// <param name="Kind">Its kind of input.</param>
/// <param name="Split">Its split.</param>
/// <param name="X">Along the first component.</param>
/// <param name="Y">Along the second.</param>
/// <param name="Description">One of its descriptions.</param>
public sealed record MapPoint(string Task, string Kind, string Split, double X, double Y, string Description);

/// <summary>A method that was not measured.</summary>
/// <param name="Method">The method.</param>
/// <param name="Needs">What it needs.</param>
public sealed record LeftOut(string Method, string Needs);

/// <summary>A model that took part.</summary>
/// <param name="Role">For instance <c>base</c> or <c>hypernetwork sft</c>.</param>
/// <param name="Folder">The folder as it was named, seeds as <c>{seed}</c>.</param>
public sealed record ReportModel(string Role, string Folder);
