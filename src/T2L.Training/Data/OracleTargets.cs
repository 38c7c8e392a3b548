using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Recipes;
using T2L.Training.Rows;
using static TorchSharp.torch;

namespace T2L.Training.Data;

/// <summary>Trained LoRAs as the targets of reconstruction: by module, A [tasks, layers, r, in] and B [tasks, layers, out, r].</summary>
internal sealed class OracleTargets : IDisposable
{
    private readonly Dictionary<string, LoraFactors> _all;
    private readonly Dictionary<string, long> _rows;

    private OracleTargets(Dictionary<string, LoraFactors> all, Dictionary<string, long> rows) => (_all, _rows) = (all, rows);

    /// <summary>Reads the LoRAs of some tasks.</summary>
    /// <exception cref="DataFormatException">A task has no LoRA there, or one of another rank, scaling, shape or set of modules than the hypernetwork's.</exception>
    public static OracleTargets Read(string directory, IReadOnlyList<LearningTask> tasks, HypernetworkConfig config)
    {
        var folders = OracleIndex.Read(directory).Tasks.ToDictionary(entry => entry.Task, entry => entry.Folder, StringComparer.Ordinal);
        var parts = config.Modules.ToDictionary(module => module.Name, _ => (A: new List<Tensor>(), B: new List<Tensor>()));
        foreach (var task in tasks)
        {
            if (!folders.TryGetValue(task.Id, out var folder))
                throw new DataFormatException(directory, $"there is no LoRA of the training task '{task.Id}'; 't2l train oracle' with the same seed trains one for each.");
            var path = Path.Combine(directory, folder);
            var adapter = PeftDirectory.Read(path);
            if (adapter.Modules.Count != config.Modules.Count * config.Layers)
                throw new DataFormatException(path, $"the LoRA adapts {adapter.Modules.Count} modules, the hypernetwork {config.Modules.Count} in each of {config.Layers} layers. Set target_modules to those of the LoRAs.");
            foreach (var module in config.Modules)
            {
                var layers = Enumerable.Range(0, config.Layers).Select(layer => Weights(adapter, module, module.Path(layer), config.Lora, path)).ToList();
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
    /// <exception cref="ArgumentException">There is one task, which deviates from nothing.</exception>
    public IReadOnlyDictionary<string, (LoraFactors Mean, LoraFactors Deviation)> Statistics() => _rows.Count < 2
        ? throw new ArgumentException("Standardised targets need at least two tasks; there is one. Set standardized to false.")
        : _all.ToDictionary(entry => entry.Key, entry =>
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

    // A target of another scale or rank would be learnt without complaint: shapes broadcast, and a wrong scale only costs accuracy.
    private static LoraWeights Weights(LoraAdapter adapter, TargetModule module, string place, LoraConfig wanted, string file)
    {
        var weights = adapter.Modules.GetValueOrDefault(place) ?? throw new DataFormatException(file, $"the LoRA has no {place}.");
        if (!weights.A.Shape.SequenceEqual([wanted.Rank, module.InFeatures]) || !weights.B.Shape.SequenceEqual([module.OutFeatures, wanted.Rank]))
            throw new DataFormatException(file,
                $"the LoRA has A {weights.A} and B {weights.B} at {place}; the hypernetwork writes [{wanted.Rank}, {module.InFeatures}] and [{module.OutFeatures}, {wanted.Rank}]. Set rank to that of the LoRAs, and take the base they were trained on.");
        return Math.Abs(adapter.Config.ScalingFor(place) - wanted.Scaling) <= 1e-9 * wanted.Scaling
            ? weights
            : throw new DataFormatException(file, FormattableString.Invariant(
                $"the LoRA scales {place} by {adapter.Config.ScalingFor(place):G6}, the hypernetwork's adapters by {wanted.Scaling:G6} (alpha twice the rank, rsLoRA). Train the LoRAs with t2l train oracle."));
    }

    private static Tensor Deviation(Tensor values)
    {
        var apart = values - values.mean([0L]);
        return (apart.square().sum(0L) / (values.shape[0] - 1)).sqrt();
    }
}
