using T2L.Svf.Adaptation;
using T2L.Tokenizers;
using T2L.Training.Tasks;

namespace T2L.Training.Data;

/// <summary>The task of a classification expert: an input of any of several tasks, and as the answer the letter of the task that it belongs to.</summary>
/// <remarks>Every task is drawn as often. Inputs that several tasks share have no right answer, and no expert can learn one; tasks that share all of them are refused.</remarks>
internal sealed class DispatchTask : LearningTask
{
    /// <summary>The task's id, and the label of its expert.</summary>
    public const string Name = "dispatch";

    // Tasks of one kind of input draw alike from one seed; by chance so many inputs are not the same.
    private const int Compared = 16;

    private readonly IReadOnlyList<LearningTask> _tasks;
    private readonly IReadOnlyList<int>[] _letters;

    /// <param name="tasks">What is told apart, in the order of their letters.</param>
    /// <param name="tokenizer">Turns letters into ids.</param>
    /// <exception cref="ArgumentException">Two tasks have the same inputs, or there are more than letters.</exception>
    public DispatchTask(IReadOnlyList<LearningTask> tasks, Tokenizer tokenizer)
    {
        _tasks = tasks;
        Letters = new DispatchLetters([.. tasks.Select(task => task.Id)]);
        RefuseSameInputs(tasks);
        _letters = [.. tasks.Select((_, place) => tokenizer.Encode(DispatchLetters.Letter(place), addSpecialTokens: false))];
    }

    public override string Id => Name;

    /// <summary>Which letter means what.</summary>
    public DispatchLetters Letters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels => Letters.Labels;

    public override string Describe(Random random, Wording wording) =>
        $"Say which task the input belongs to: {string.Join(", ", _tasks.Select((task, place) => $"{DispatchLetters.Letter(place)} for {task.Id}"))}.";

    public override TokenizedExample Draw(Random random, Split split)
    {
        var place = random.Next(_tasks.Count);
        var example = _tasks[place].Draw(random, split);
        // The answer's last token ends it, whatever the source.
        return new TokenizedExample(example.Prompt, [.. _letters[place], example.Answer[^1]]);
    }

    private static void RefuseSameInputs(IReadOnlyList<LearningTask> tasks)
    {
        if (tasks.GroupBy(Inputs).FirstOrDefault(same => same.Count() > 1) is not { } alike)
            return;
        throw new ArgumentException(
            $"{string.Join(" and ", alike.Select(task => $"'{task.Id}'"))} have the same inputs; whoever sees an input alone cannot tell them apart. Keep one of them, or mix experts by examples: ./t2l svf adapt --examples.");
    }

    private static string Inputs(LearningTask task)
    {
        var random = new Random(0);
        return string.Join('\n', Enumerable.Range(0, Compared).Select(_ => string.Join(' ', task.Draw(random, Split.Training).Prompt)));
    }

    public override int ExamplesIn(Split split) => _tasks.Min(task => task.ExamplesIn(split));
}
