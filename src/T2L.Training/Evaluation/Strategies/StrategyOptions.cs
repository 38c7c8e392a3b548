using T2L.Svf.Adaptation;

namespace T2L.Training.Evaluation.Strategies;

/// <summary>What <c>t2l eval --strategies</c> measures: two-pass adaptation (Transformer², arXiv:2501.06252, section 3.3) on tasks that no expert is for.</summary>
public sealed record StrategyOptions
{
    /// <summary>Base model directory. Required.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Folder of SVF experts that <c>t2l svf train</c> wrote. Required.</summary>
    public required string Experts { get; init; }

    /// <summary>Decomposition of the base. Required.</summary>
    public required string Decomposition { get; init; }

    /// <summary>Classification expert over some of the experts' tasks; null to train one first, over one task of each kind of input.</summary>
    public string? Classifier { get; init; }

    /// <summary>Ids of the tasks; empty for the unseen tasks of the experts' split whose operation an expert has in another answer format.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Most tasks. Default all.</summary>
    public int MostTasks { get; init; } = int.MaxValue;

    /// <summary>Seeds of examples and searches; the figures are their mean. Default 0.</summary>
    public IReadOnlyList<int> Draws { get; init; } = [0];

    /// <summary>Numbers of examples to search with; fewer are the first of more. Default 3, 5, 10 and 20.</summary>
    public IReadOnlyList<int> Shots { get; init; } = [3, 5, 10, 20];

    /// <summary>Inputs of each task and draw that nothing is chosen by. Default 64.</summary>
    public int Questions { get; init; } = 64;

    /// <summary>Generations of a search. Default 50.</summary>
    public int Generations { get; init; } = 50;

    /// <summary>Threads, one a core. Default: the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Refuses what cannot be measured.</summary>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public void Validate()
    {
        Require(Shots.Count > 0 && Shots.Distinct().Count() == Shots.Count && Shots.All(count => count is >= FewShotOptions.LeastShots and <= 64),
            $"--budgets is '{string.Join(',', Shots)}'; expected numbers of examples from {FewShotOptions.LeastShots} to 64, each once, for instance 3,5,10,20.");
        Require(Draws.Count > 0 && Draws.Distinct().Count() == Draws.Count, $"--draws is '{string.Join(',', Draws)}'; expected at least one seed, none of them twice.");
        Require(Questions is >= 1 and <= 4096, $"--questions is {Questions}; expected 1 to 4096.");
        Require(Generations is >= 1 and <= 100_000, $"--generations is {Generations}; expected 1 to 100000.");
        Require(MostTasks >= 1 && Workers >= 1, "--tasks-per-split and --workers must be at least 1.");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new ArgumentException(otherwise);
    }
}
