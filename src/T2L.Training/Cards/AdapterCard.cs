using System.Globalization;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Cards;

/// <summary>The card of a LoRA that was trained on one task.</summary>
internal static class AdapterCard
{
    private const int Descriptions = 3, Examples = 3, Draws = 20;

    /// <param name="task">Its task.</param>
    /// <param name="entry">What the index says of it.</param>
    /// <param name="oracles">The index of all that were trained.</param>
    /// <param name="run">How they were trained.</param>
    public static ModelCard Of(TaskDefinition task, OracleEntry entry, OracleIndex oracles, RunRecord run) => new($"{entry.Folder}: a LoRA for {NanoWorldRecipe.BaseModelName}",
        $"Trained on the examples of one task of T2L's nano suite, `{task.Id}`, with no description: what a LoRA that is written from a description is measured by.")
    {
        BaseModel = NanoWorldRecipe.BaseModelName,
        Library = "peft",
        Tags = ["lora", "peft", "t2l"],
        Facts =
        [
            ("task", $"`{task.Id}`"),
            ("exact match", string.Create(CultureInfo.InvariantCulture, $"{100 * entry.ExactMatch:F1} % of 16 inputs{(task.Kind == InputKind.Noun ? ", words that training meets too," : " kept out of training,")} in float32")),
            ("rank", string.Create(CultureInfo.InvariantCulture, $"{oracles.Rank}, float16")),
            .. TrainingFacts.Of(run, NanoWorldParts.Oracles, $"examples of this task alone; the command trains a LoRA for each of {TrainingFacts.Suite(run)}", timed: "time for all"),
        ],
        Sections =
        [
            ("What it does", List(Distinct(Descriptions, random => task.Describe(random, Wording.Training)))),
            ("Examples", List(Distinct(Examples, random => task.Sample(random)).Select(example => $"`{example.Input}` gives `{example.Answer}`"))),
        ],
    };

    // Draws by a fixed seed, so that a card says the same whenever it is written.
    private static List<T> Distinct<T>(int count, Func<Random, T> draw)
    {
        var random = new Random(0);
        return [.. Enumerable.Range(0, Draws).Select(_ => draw(random)).Distinct().Take(count)];
    }

    private static string List(IEnumerable<string> items) => string.Join('\n', items.Select(item => $"- {item}"));
}
