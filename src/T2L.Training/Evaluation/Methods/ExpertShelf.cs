using System.Collections.Concurrent;
using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>The SVF experts that were trained one by one, each read when first asked for.</summary>
internal sealed class ExpertShelf
{
    private readonly string _folder;
    private readonly ExpertIndex _index;
    private readonly List<string> _tasks;
    private readonly ConcurrentDictionary<string, SvfExpert> _read = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">They were trained on another split.</exception>
    public ExpertShelf(string folder, TaskSuite suite)
    {
        _folder = folder;
        _index = ExpertIndex.Read(folder);
        SplitChecks.Oracles(suite, folder, _index.Seed, "experts");
        _tasks = [.. _index.Tasks.Select(entry => entry.Task)];
    }

    /// <summary>How many there are.</summary>
    public int Count => _tasks.Count;

    /// <summary>Whether a task has one.</summary>
    public bool Has(string task) => _tasks.Contains(task);

    /// <summary>The expert of a task that has one.</summary>
    public SvfExpert Of(string task) => _read.GetOrAdd(task, id => _index.Expert(_folder, id));

    /// <summary>One of the other experts, by task and draw alone.</summary>
    public SvfExpert OfAnother(string task, int draw)
    {
        var others = _tasks.Where(other => other != task).ToList();
        return Of(others[Chance(task, draw).Next(others.Count)]);
    }

    /// <summary>The task's expert with the numbers of each matrix shuffled, by task and draw alone.</summary>
    public SvfExpert Shuffled(string task, int draw)
    {
        var (expert, random) = (Of(task), Chance(task, draw));
        return new SvfExpert(expert.Manifest, expert.Vectors.ToDictionary(vector => vector.Key, vector =>
        {
            var numbers = vector.Value.ToFloats();
            random.Shuffle(numbers);
            return TensorData.FromFloats(numbers, numbers.Length);
        }));
    }

    private static Random Chance(string task, int draw) => new(Seeds.Mix((int)StableHash.Of("svf/control", task), draw));
}
