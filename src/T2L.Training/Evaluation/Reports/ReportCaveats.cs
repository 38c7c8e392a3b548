using System.Globalization;

namespace T2L.Training.Evaluation.Reports;

/// <summary>Where figures say less than they seem to.</summary>
internal static class ReportCaveats
{
    /// <summary>The sentences that hold for what was asked.</summary>
    /// <param name="options">What was asked.</param>
    /// <param name="diets">What the base met, that of each seed.</param>
    /// <param name="unproven">Folders of hypernetworks that do not tell what they were trained on.</param>
    public static IEnumerable<string> Of(EvaluationOptions options, IEnumerable<BaseDiet> diets, IEnumerable<string> unproven)
    {
        foreach (var sentence in diets.Distinct().SelectMany(diet => OfBase(diet, options)))
            yield return sentence;
        yield return "Unseen wordings have no validation set of their own: glances during training, by which steps and settings were chosen, drew from the same phrases. What stands under training tasks in unseen wordings is a validation figure.";
        yield return "Descriptions of pairs of operations join their halves by the same words in training wordings and in unseen ones.";
        yield return "Nouns have no inputs kept from training, as no translation follows from others; those in a prompt or a search are never the noun that is asked.";
        if (options.WithExamples.Count > 0)
            yield return "Searches with examples see inputs and answers of the task beside its description, which no other written LoRA does.";
        if (options.Runs is not null)
            yield return "In the curve only the hypernetworks met fewer tasks: base and encoder met all training tasks, the encoder with their descriptions.";
        foreach (var folder in unproven.Distinct())
            yield return $"'{ReportNotes.Short(folder)}' has no tasks.json: that it was trained on this split is taken on trust.";
    }

    private static IEnumerable<string> OfBase(BaseDiet diet, EvaluationOptions options)
    {
        yield return diet switch
        {
            { TrainingTasks: { } tasks } => $"The base met {tasks} training tasks by task code, and no others.",
            { WithoutUnseen: true } => "The base met no task that the split keeps from training, by task code neither; parts of a kept pair and formats it met elsewhere.",
            _ => "The base met every task, those called unseen too, by task code. Adapters have to call up what it can do, not to teach it.",
        } + (diet.Described ? " It met descriptions of training tasks in prompts." : " It never met a description.");
        if (options.Shots.Where(shots => shots >= diet.ExamplesInARow).ToList() is { Count: > 0 } longer)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The base was trained with at most {diet.ExamplesInARow} {(diet.ExamplesInARow == 1 ? "example" : "examples")} in a row, the last of them asked: prompts with {string.Join(" or ", longer)} before the question are longer than any it met.");
    }
}
