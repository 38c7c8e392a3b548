using T2L.Training.Data;
using T2L.Training.Evaluation.Methods;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation;

/// <summary>
/// What every method is asked: the same inputs and the same descriptions, chosen by seed and task alone, so that methods can be compared task by
/// task and nothing depends on which worker asks.
/// </summary>
/// <param name="suite">The suite with its split.</param>
/// <param name="layout">Turns examples into tokens.</param>
/// <param name="wordings">Descriptions of each task.</param>
/// <param name="examples">Inputs asked for each description.</param>
internal sealed class Questionnaire(TaskSuite suite, NanoLayout layout, int wordings, int examples)
{
    private const int WordsOfNonsense = 8;

    private enum Purpose
    {
        Inputs,
        Shots,
        Description,
        OtherTask,
        Nonsense,
        Given,
        Search,
    }

    public NanoLayout Layout => layout;

    /// <summary>Descriptions of each task.</summary>
    public int Wordings => wordings;

    /// <summary>Inputs asked for each description.</summary>
    public int Examples => examples;

    /// <summary>Inputs that training never meets, with their right answers; each description has its own. Nouns have none of these: theirs are words as any.</summary>
    public IReadOnlyList<TaskExample> Inputs(TaskDefinition task, int wording)
    {
        var random = Chance(Purpose.Inputs, task, wording);
        return [.. Enumerable.Range(0, examples).Select(_ => task.Sample(random, Split.Test))];
    }

    /// <summary>Examples to stand before each of the inputs, <paramref name="count"/> a time, and another choice for every input.</summary>
    public IReadOnlyList<IReadOnlyList<TaskExample>> Shots(TaskDefinition task, int wording, int count)
    {
        var random = Chance(Purpose.Shots, task, wording);
        return [.. Inputs(task, wording).Select(asked => (IReadOnlyList<TaskExample>)[.. Enumerable.Range(0, count).Select(_ => Other(task, random, [asked.Input]))])];
    }

    /// <summary>Examples to search with, none of which is asked; fewer of them are the first of more.</summary>
    public IReadOnlyList<TaskExample> Given(TaskDefinition task, int wording, int count)
    {
        var random = Chance(Purpose.Given, task, wording);
        HashSet<string> asked = [.. Inputs(task, wording).Select(example => example.Input)];
        return [.. Enumerable.Range(0, count).Select(_ => Other(task, random, asked))];
    }

    /// <summary>Start of the random numbers of a search with so many examples.</summary>
    public int SearchSeed(TaskDefinition task, int wording, int count) => Seed(Purpose.Search, task, wording, count);

    /// <summary>A description of the task.</summary>
    public string Own(TaskDefinition task, Wording wording, int draw) => task.Describe(Chance(Purpose.Description, task, draw), wording);

    /// <summary>The text that a hypernetwork is given for a task.</summary>
    public string Text(TextGiven given, TaskDefinition task, Wording wording, int draw) => given switch
    {
        TextGiven.OtherTask => OtherTask(task, draw).Description,
        TextGiven.Random => RandomText(task, draw),
        _ => Own(task, wording, draw),
    };

    /// <summary>A task with another operation on the same kind of input, so that the answer could look right, and its description.</summary>
    public (TaskDefinition Task, string Description) OtherTask(TaskDefinition task, int draw)
    {
        var random = Chance(Purpose.OtherTask, task, draw);
        var pool = suite.Training.Where(other => other.Kind == task.Kind && other.Family != task.Family).ToList();
        if (pool.Count == 0)
            pool = [.. suite.Training.Where(other => other.Family != task.Family)];
        var other = pool[random.Next(pool.Count)];
        return (other, other.Describe(random, Wording.Unseen));
    }

    /// <summary>Letters struck at random.</summary>
    public string RandomText(TaskDefinition task, int draw)
    {
        var random = Chance(Purpose.Nonsense, task, draw);
        return string.Join(' ', Enumerable.Range(0, WordsOfNonsense).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => (char)('a' + random.Next(26)))])));
    }

    // A noun that is asked could be among those that training met, and its translation would stand in the prompt.
    private static TaskExample Other(TaskDefinition task, Random random, HashSet<string> asked)
    {
        TaskExample example;
        do
            example = task.Sample(random);
        while (asked.Contains(example.Input));
        return example;
    }

    private Random Chance(Purpose purpose, TaskDefinition task, int draw) => new(Seed(purpose, task, draw));

    private int Seed(Purpose purpose, TaskDefinition task, params ReadOnlySpan<int> draw) => Seeds.Mix([suite.Seed, (int)purpose, (int)StableHash.Of(task.Id), .. draw]);
}
