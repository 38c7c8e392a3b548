using T2L.Adapters.Peft;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Recipes;
using static TorchSharp.torch;

namespace T2L.Training.Data;

/// <summary>Trained LoRAs as the targets of reconstruction: by module, A [tasks, layers, r, in] and B [tasks, layers, out, r].</summary>
internal sealed class OracleTargets : IDisposable
{
    private readonly Dictionary<string, LoraFactors> _all;
    private readonly Dictionary<string, long> _rows;

    private OracleTargets(Dictionary<string, LoraFactors> all, Dictionary<string, long> rows) => (_all, _rows) = (all, rows);

    /// <summary>Reads the LoRAs of some tasks.</summary>
    /// <exception cref="InvalidDataException">A task has no LoRA there, or one of another shape.</exception>
    public static OracleTargets Read(string directory, IReadOnlyList<LearningTask> tasks, HypernetworkConfig config)
    {
        var folders = OracleIndex.Read(directory).Tasks.ToDictionary(entry => entry.Task, entry => entry.Folder, StringComparer.Ordinal);
        var parts = config.Modules.ToDictionary(module => module.Name, _ => (A: new List<Tensor>(), B: new List<Tensor>()));
        foreach (var task in tasks)
        {
            if (!folders.TryGetValue(task.Id, out var folder))
                throw new InvalidDataException($"'{directory}' has no LoRA of the training task '{task.Id}'; 't2l train oracle' with the same seed trains one for each.");
            var adapter = PeftDirectory.Read(Path.Combine(directory, folder));
            foreach (var module in config.Modules)
            {
                var layers = Enumerable.Range(0, config.Layers).Select(layer => adapter.Modules.GetValueOrDefault(module.Path(layer))
                    ?? throw new InvalidDataException($"The LoRA '{folder}' in '{directory}' has no {module.Path(layer)}.")).ToList();
                parts[module.Name].A.Add(stack([.. layers.Select(weights => weights.A.ToTensor(dtype: ScalarType.Float32))]));
                parts[module.Name].B.Add(stack([.. layers.Select(weights => weights.B.ToTensor(dtype: ScalarType.Float32))]));
            }
        }
        var all = parts.ToDictionary(part => part.Key, part => new LoraFactors(stack(part.Value.A), stack(part.Value.B)));
        return new(all, tasks.Select((task, row) => (task.Id, (long)row)).ToDictionary(entry => entry.Id, entry => entry.Item2, StringComparer.Ordinal));
    }

    /// <summary>The targets of some tasks, one a row.</summary>
    public IReadOnlyDictionary<string, LoraFactors> Of(IReadOnlyList<LearningTask> tasks)
    {
        var rows = tensor(tasks.Select(task => _rows[task.Id]).ToArray());
        return _all.ToDictionary(entry => entry.Key, entry => new LoraFactors(entry.Value.A.index_select(0, rows), entry.Value.B.index_select(0, rows)));
    }

    /// <summary>Mean and unbiased standard deviation of every element over the tasks.</summary>
    public IReadOnlyDictionary<string, (LoraFactors Mean, LoraFactors Deviation)> Statistics() => _all.ToDictionary(entry => entry.Key, entry =>
    (
        new LoraFactors(entry.Value.A.mean([0L]), entry.Value.B.mean([0L])),
        new LoraFactors(Deviation(entry.Value.A), Deviation(entry.Value.B))
    ));

    public void Dispose()
    {
        foreach (var factors in _all.Values)
        {
            factors.A.Dispose();
            factors.B.Dispose();
        }
    }

    private static Tensor Deviation(Tensor values)
    {
        var apart = values - values.mean([0L]);
        return (apart.square().sum(0L) / (values.shape[0] - 1)).sqrt();
    }
}
