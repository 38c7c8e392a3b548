using T2L.Svf.Adaptation;
using T2L.Tokenizers;
using T2L.Training.Tasks;

namespace T2L.Training.Data;

/// <summary>The task of a classification expert: an input of any of several tasks, and as the answer the letter of the task that it belongs to.</summary>
/// <remarks>Every task is drawn as often. Inputs that several tasks share have no right answer, and no expert can learn one.</remarks>
internal sealed class DispatchTask : LearningTask
{
    /// <summary>The task's id, and the label of its expert.</summary>
    public const string Name = "dispatch";

    private readonly IReadOnlyList<LearningTask> _tasks;
    private readonly IReadOnlyList<int>[] _letters;

    /// <param name="tasks">What is told apart, in the order of their letters.</param>
    /// <param name="tokenizer">Turns letters into ids.</param>
    public DispatchTask(IReadOnlyList<LearningTask> tasks, Tokenizer tokenizer)
    {
        _tasks = tasks;
        Letters = new DispatchLetters([.. tasks.Select(task => task.Id)]);
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

    public override int ExamplesIn(Split split) => _tasks.Min(task => task.ExamplesIn(split));
}
