using T2L.Tokenizers;
using T2L.Training.Tasks;

namespace T2L.Training.Data;

/// <summary>Tasks of the nano suite that somebody named, whatever their split.</summary>
public sealed class ChosenNanoTasks : LearningSource
{
    private readonly IReadOnlyList<TaskDefinition> _tasks;

    /// <summary>Looks the tasks up.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="ids">Ids, each once.</param>
    /// <exception cref="ArgumentException">None is named, one twice, or one that the suite does not have; the message names the nearest.</exception>
    public ChosenNanoTasks(TaskSuite suite, IReadOnlyList<string> ids)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count == 0)
            throw new ArgumentException("No task is named; expected at least one, for instance word.reverse/plain.", nameof(ids));
        if (ids.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Task '{twice.Key}' is named twice.", nameof(ids));
        var known = suite.AllTasks.ToDictionary(task => task.Id, StringComparer.Ordinal);
        _tasks = [.. ids.Select(id => known.TryGetValue(id, out var task) ? task : throw Unknown(id, known.Keys))];
    }

    internal override string Fingerprint => " tasks " + string.Join(' ', _tasks);

    internal override LearningSet Open(Tokenizer tokenizer)
    {
        var layout = new NanoLayout(tokenizer);
        return new([.. _tasks.Select(task => new NanoTask(task, layout))], []);
    }

    private static ArgumentException Unknown(string id, IEnumerable<string> known)
    {
        var nearest = known.OrderBy(other => Distance(id, other)).ThenBy(other => other, StringComparer.Ordinal).Take(3).Select(name => $"'{name}'");
        return new ArgumentException($"The nano suite has no task '{id}'. The nearest are {string.Join(", ", nearest)}.");
    }

    // Letters to insert, remove or replace (Levenshtein).
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
