using System.Runtime.InteropServices;
using T2L.Training.Data;

namespace T2L.Training.Evaluation.Retrieval;

/// <summary>
/// The untrained methods: a text is its terms, weighted by (1 + ln count), with TF-IDF also by ln((1 + n) / (1 + df)) + 1, at
/// length 1; a task is the mean of its training texts at length 1.
/// </summary>
internal sealed class TermIndex
{
    private readonly Func<string, IEnumerable<string>> _terms;
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal); // in how many texts a term occurs
    private readonly Dictionary<string, List<(int Task, double Weight)>> _tasksOf = new(StringComparer.Ordinal);
    private readonly int _taskCount, _textCount;
    private readonly bool _rareCounts;

    /// <param name="tasks">Tasks to find, by their training texts.</param>
    /// <param name="terms">Takes a text apart.</param>
    /// <param name="rareCounts">Weight a term by how few texts have it (TF-IDF).</param>
    public TermIndex(IReadOnlyList<DescribedTask> tasks, Func<string, IEnumerable<string>> terms, bool rareCounts)
    {
        (_terms, _rareCounts, _taskCount, _textCount) = (terms, rareCounts, tasks.Count, tasks.Sum(task => task.Training.Count));
        foreach (var term in tasks.SelectMany(task => task.Training).SelectMany(text => terms(text).Distinct(StringComparer.Ordinal)))
            CollectionsMarshal.GetValueRefOrAddDefault(_texts, term, out _)++;
        for (var task = 0; task < tasks.Count; task++)
            foreach (var (term, weight) in Unit(Sum(tasks[task].Training.Select(Vector))))
                (CollectionsMarshal.GetValueRefOrAddDefault(_tasksOf, term, out _) ??= []).Add((task, weight));
    }

    /// <summary>Cosine of a text with every task.</summary>
    public float[] Scores(string text)
    {
        var scores = new float[_taskCount];
        foreach (var (term, weight) in Vector(text))
            if (_tasksOf.TryGetValue(term, out var tasks))
                foreach (var (task, its) in tasks)
                    scores[task] += (float)(weight * its);
        return scores;
    }

    private Dictionary<string, double> Vector(string text)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var term in _terms(text))
            if (_texts.ContainsKey(term)) // what no training text has can point to no task
                CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
        return Unit(counts.ToDictionary(entry => entry.Key, entry => (1 + Math.Log(entry.Value)) * Rarity(entry.Key), StringComparer.Ordinal));
    }

    private double Rarity(string term) => _rareCounts ? Math.Log((1.0 + _textCount) / (1 + _texts[term])) + 1 : 1;

    private static Dictionary<string, double> Sum(IEnumerable<Dictionary<string, double>> vectors)
    {
        var sum = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (term, weight) in vectors.SelectMany(vector => vector))
            CollectionsMarshal.GetValueRefOrAddDefault(sum, term, out _) += weight;
        return sum;
    }

    private static Dictionary<string, double> Unit(Dictionary<string, double> vector)
    {
        var length = Math.Sqrt(vector.Values.Sum(value => value * value));
        return length == 0 ? vector : vector.ToDictionary(entry => entry.Key, entry => entry.Value / length, StringComparer.Ordinal);
    }
}
