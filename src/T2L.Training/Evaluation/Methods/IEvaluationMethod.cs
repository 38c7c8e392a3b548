using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>A way to make the base do a task.</summary>
internal interface IEvaluationMethod
{
    /// <summary>What it is called.</summary>
    MethodName Name { get; }

    /// <summary>Whether it reads descriptions. Where it does not, wordings make no difference.</summary>
    bool ReadsDescriptions { get; }

    /// <summary>Tokens of its prompts against those of a bare question, roughly: what the time left is guessed from.</summary>
    double Cost { get; }

    /// <summary>Whether it has what it needs for a task of a split.</summary>
    bool Covers(EvaluationSplit split, TaskDefinition task);

    /// <summary>Exact match on each task. Several threads call it at once.</summary>
    IReadOnlyList<TaskScore> Score(IReadOnlyList<TaskDefinition> tasks, Wording wording);
}

/// <summary>What a method did on one task.</summary>
/// <param name="ExactMatch">Share of inputs answered exactly, 0 to 1.</param>
/// <param name="PromptTokens">Tokens of a prompt in the mean.</param>
internal readonly record struct TaskScore(double ExactMatch, double PromptTokens)
{
    /// <summary>The mean of as many scores of each task.</summary>
    public static IReadOnlyList<TaskScore> Mean(IReadOnlyList<IReadOnlyList<TaskScore>> rounds) =>
        [.. Enumerable.Range(0, rounds[0].Count).Select(task => new TaskScore(rounds.Average(round => round[task].ExactMatch), rounds.Average(round => round[task].PromptTokens)))];
}

/// <summary>What a method is called.</summary>
/// <param name="Name">Name in reports, for instance <c>few_shot</c>.</param>
/// <param name="Label">Name for readers.</param>
/// <param name="Group">What it is compared as.</param>
internal sealed record MethodName(string Name, string Label, MethodGroup Group);
