using System.Globalization;
using T2L.Adapters.Svf;
using T2L.Tokenizers;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Training.Cards;

/// <summary>The card of an SVF expert that was trained on one task.</summary>
internal static class ExpertCard
{
    private const int Descriptions = 3, Examples = 3, Draws = 20;

    /// <param name="task">Its task.</param>
    /// <param name="entry">What the index says of it.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="options">How it was trained.</param>
    /// <param name="tokenizer">The base's, to show examples as text.</param>
    public static ModelCard Of(LearningTask task, ExpertEntry entry, SvfExpert expert, SvfTrainingOptions options, Tokenizer tokenizer)
    {
        var (manifest, training) = (expert.Manifest, expert.Manifest.Origin);
        return new ModelCard($"{entry.Folder}: an SVF expert for {manifest.BaseModel}",
            $"Re-weighs the singular values of {manifest.BaseModel}'s weights for one task, `{task.Id}` (Transformer², singular-value fine-tuning). It adds nothing to the base: it turns what is there up and down.")
        {
            BaseModel = manifest.BaseModel,
            Tags = ["svf", "transformer-squared", "t2l"],
            Facts =
            [
                ("task", $"`{task.Id}`"),
                ("exact match", string.Create(CultureInfo.InvariantCulture, $"{100 * entry.ExactMatch:F1} % of {options.TestExamples} inputs of the part kept out of training, {100 * entry.Validation:F1} % of {options.ValidationExamples} that its numbers were chosen by")),
                ("numbers", $"{TrainingFacts.Whole(expert.ParameterCount)}, float32: one for each singular value of {SvfTargets.Show(manifest.Targets)}"),
                ("base model", $"`{manifest.BaseDigest}`"),
                ("decomposition", $"`{manifest.DecompositionDigest}`"),
                ("trained by", $"`{Command(task, options, training)}`"),
                .. training.Details["settings"] is "{}" ? Array.Empty<(string, string)>() : [("`settings.yaml`", $"`{training.Details["settings"]}`")],
                ("seed", TrainingFacts.Whole(options.Seed)),
                ("steps", training.Details["steps"]),
            ],
            Sections =
            [
                ("What it does", List(Distinct(Descriptions, random => task.Describe(random, Wording.Training)))),
                ("Examples", List(Distinct(Examples, random => task.Draw(random, Split.Training)).Select(example => $"`{Text(example.Prompt, tokenizer)}` gives `{Text(example.Answer, tokenizer)}`").Distinct())),
            ],
        };
    }

    private static string Command(LearningTask task, SvfTrainingOptions options, SvfOrigin training) => string.Create(CultureInfo.InvariantCulture,
        $"./t2l svf train --method {training.Method} {Named(task)} --base base --decomposition svf{(options.From is null ? "" : " --from experts")}{(training.Details["settings"] is "{}" ? "" : " --config settings.yaml")} --out experts --seed {options.Seed}");

    private static string Named(LearningTask task) =>
        task.Labels.Count == 0 ? $"--task {task.Id}" : $"--dispatch {string.Join(' ', task.Labels.Select(label => $"--task {label}"))}";

    private static string Text(IReadOnlyList<int> ids, Tokenizer tokenizer) => tokenizer.Decode(ids).Trim().ReplaceLineEndings(" ");

    // Draws by a fixed seed, so that a card says the same whenever it is written.
    private static List<T> Distinct<T>(int count, Func<Random, T> draw)
    {
        var random = new Random(0);
        return [.. Enumerable.Range(0, Draws).Select(_ => draw(random)).Distinct().Take(count)];
    }

    private static string List(IEnumerable<string> items) => string.Join('\n', items.Select(item => $"- {item}"));
}
