using T2L.Adapters.Lora;
using T2L.Hypernetwork;
using T2L.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Data;

/// <summary>The factors of several LoRAs that learn at the same time: one for each group of a batch.</summary>
/// <remarks>
/// A starts as PEFT's does, U(−1/√in, 1/√in), and B at zero, so that nothing changes at first. A depends on the seed alone: LoRAs of one seed
/// share their first A, without which no description could tell where they end (a reconstruction target would be half chance).
/// </remarks>
internal sealed class LoraBank : nn.Module
{
    private readonly Dictionary<string, (Parameter A, Parameter B)> _factors = [];

    /// <param name="lora">Rank, scaling, target modules.</param>
    /// <param name="shape">The base model.</param>
    /// <param name="groups">How many LoRAs.</param>
    /// <param name="seed">Draws the first A.</param>
    /// <param name="device">Where they learn.</param>
    public LoraBank(LoraConfig lora, ModelConfig shape, int groups, int seed, Device device) : base(nameof(LoraBank))
    {
        Lora = lora;
        var random = new Random(seed);
        foreach (var module in lora.TargetModules)
        {
            var (width, height) = shape.ProjectionShape(module);
            var first = tensor(Uniform(random, shape.Layers * lora.Rank * width, 1 / Math.Sqrt(width)), [1, shape.Layers, lora.Rank, width], device: device);
            var a = new Parameter(first.expand(groups, -1, -1, -1).contiguous());
            var b = new Parameter(zeros([groups, shape.Layers, height, lora.Rank], device: device));
            _factors.Add(module, (a, b));
            register_parameter($"{module}_A", a);
            register_parameter($"{module}_B", b);
        }
    }

    /// <summary>Rank, scaling, target modules.</summary>
    public LoraConfig Lora { get; }

    /// <summary>By module: A [groups, layers, r, in] and B [groups, layers, out, r].</summary>
    public IReadOnlyDictionary<string, LoraFactors> Factors => _factors.ToDictionary(entry => entry.Key, entry => new LoraFactors(entry.Value.A, entry.Value.B));

    /// <summary>The LoRAs as an adapter of a batch that has the same number of rows for each.</summary>
    /// <param name="dropout">Changes what A reads, in training; null for nothing.</param>
    public IProjectionAdapter ForBatch(Func<Tensor, Tensor>? dropout = null) => new GroupedLora(Factors, Lora.Scaling, dropout);

    /// <summary>A copy of one LoRA.</summary>
    public LoraAdapter ToAdapter(int group)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var modules = new Dictionary<string, LoraWeights>(StringComparer.Ordinal);
        foreach (var (name, (a, b)) in _factors)
        {
            for (var layer = 0; layer < a.shape[1]; layer++)
            {
                var place = new TargetModule(name, (int)a.shape[3], (int)b.shape[2]).Path(layer);
                modules.Add(place, new LoraWeights(a[group][layer].cpu().contiguous().ToTensorData(), b[group][layer].cpu().contiguous().ToTensorData()));
            }
        }
        return new LoraAdapter(Lora, modules);
    }

    private static float[] Uniform(Random random, long count, double bound)
    {
        var values = new float[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)((random.NextDouble() * 2 - 1) * bound);
        return values;
    }
}
