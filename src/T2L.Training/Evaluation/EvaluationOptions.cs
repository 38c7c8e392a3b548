using T2L.Hypernetwork.Search;

namespace T2L.Training.Evaluation;

/// <summary>What <c>t2l eval --suite nano</c> measures. Folders may contain <c>{seed}</c>, which stands for the seed of the split.</summary>
public sealed record EvaluationOptions
{
    /// <summary>What stands for the seed in the name of a folder.</summary>
    public const string SeedMark = "{seed}";

    /// <summary>Base model directory. Required.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Text encoder directory; null where no description shall be embedded.</summary>
    public string? Encoder { get; init; }

    /// <summary>Hypernetworks by name. Default none.</summary>
    public IReadOnlyList<NamedFolder> Hypernetworks { get; init; } = [];

    /// <summary>Folder that <c>t2l train oracle</c> wrote; null leaves oracles out.</summary>
    public string? Oracles { get; init; }

    /// <summary>PEFT folder that <c>t2l train multi-task</c> wrote; null leaves it out.</summary>
    public string? MultiTask { get; init; }

    /// <summary>Folder of SVF experts that <c>t2l svf train</c> wrote; null leaves them out.</summary>
    public string? Experts { get; init; }

    /// <summary>Hypernetworks that write SVF experts, by name. Default none.</summary>
    public IReadOnlyList<NamedFolder> ExpertHypernetworks { get; init; } = [];

    /// <summary>Decomposition of the base that the experts gate; null for the folder <c>svf</c> in the base's folder or beside it.</summary>
    public string? Decomposition { get; init; }

    /// <summary>Numbers of examples in a prompt. Default 1, 3 and 5.</summary>
    public IReadOnlyList<int> Shots { get; init; } = [1, 3, 5];

    /// <summary>Numbers of examples that a search around the description is given, for the first hypernetwork on tasks that training never met. Default none.</summary>
    public IReadOnlyList<int> WithExamples { get; init; } = [];

    /// <summary>Width and length of these searches. No clock ends them by default: figures should not depend on the machine.</summary>
    public SearchOptions Search { get; init; } = new() { TimeLimit = TimeSpan.FromHours(1) };

    /// <summary>Seeds of splits; each needs a hypernetwork that was trained on its split. Default 0.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [0];

    /// <summary>Descriptions of each task. Default 2.</summary>
    public int Wordings { get; init; } = 2;

    /// <summary>Inputs asked for each description. Default 8.</summary>
    public int Examples { get; init; } = 8;

    /// <summary>Whether the reported sets are measured or those that settings are chosen by. Default the reported ones.</summary>
    public EvaluationSets Sets { get; init; }

    /// <summary>Most tasks of a split. Default all.</summary>
    public int MostTasks { get; init; } = int.MaxValue;

    /// <summary>File that lists further hypernetworks, for curves; null for none.</summary>
    public string? Runs { get; init; }

    /// <summary>Worker threads, one a core. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}

/// <summary>A hypernetwork by name.</summary>
/// <param name="Name">Its name in reports: lower-case letters, digits, - and _.</param>
/// <param name="Folder">Its directory.</param>
public sealed record NamedFolder(string Name, string Folder);
