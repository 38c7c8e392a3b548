using System.Collections.Concurrent;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Methods;

/// <summary>The LoRAs that were trained one by one, each read when first asked for.</summary>
internal sealed class OracleShelf
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _folders;
    private readonly ConcurrentDictionary<string, LoraAdapter> _read = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">They were trained on another split.</exception>
    public OracleShelf(string folder, TaskSuite suite)
    {
        _folder = folder;
        var index = OracleIndex.Read(folder);
        SplitChecks.Oracles(suite, folder, index.Seed);
        _folders = index.Tasks.ToDictionary(entry => entry.Task, entry => entry.Folder, StringComparer.Ordinal);
    }

    /// <summary>How many of some tasks have one.</summary>
    public int Count(IEnumerable<TaskDefinition> tasks) => tasks.Count(task => Has(task.Id));

    /// <summary>Whether a task has one.</summary>
    public bool Has(string task) => _folders.ContainsKey(task);

    /// <summary>The LoRA of a task that has one.</summary>
    public LoraAdapter Of(string task) => _read.GetOrAdd(task, id => PeftDirectory.Read(Path.Combine(_folder, _folders[id])));
}
