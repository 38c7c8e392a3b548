using System.Text.Json;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Svf;
using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Svf.Tests;

/// <summary>Base models in folders, small enough to decompose in milliseconds.</summary>
internal static class TinyBase
{
    /// <summary>Shapes of the golden base: gate and up [20, 8], down [8, 20], k and v [4, 8].</summary>
    public static ModelConfig Config(int layers = 2) => new()
    {
        Name = "tiny", HiddenSize = 8, IntermediateSize = 20, Layers = layers, Heads = 2, KeyValueHeads = 1, HeadDim = 4, VocabularySize = 32, MaxPositions = 64,
    };

    /// <summary>Random weights; the same seed gives the same bytes.</summary>
    public static Dictionary<string, TensorData> Weights(int layers = 2, int seed = 1)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, layers).SelectMany(layer => SvfTargets.All.Select(module => new SvfMatrixName(layer, module))).ToDictionary(name => name.Value, name =>
        {
            var (columns, rows) = Config(layers).ProjectionShape(name.Module);
            return TensorData.FromFloats([.. Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() - 0.5))], rows, columns);
        });
    }

    public static void Write(string directory, IReadOnlyDictionary<string, TensorData> weights, int layers = 2, int shards = 1)
    {
        WriteConfig(directory, layers);
        if (shards == 1)
        {
            SafetensorsWriter.Write(Path.Combine(directory, "model.safetensors"), weights);
            return;
        }

        var map = new Dictionary<string, string>();
        foreach (var (shard, part) in weights.Select((weight, i) => (weight, i)).GroupBy(w => w.i % shards, w => w.weight).Select(group => (group.Key, group.ToArray())))
        {
            var name = $"model-{shard + 1:D5}-of-{shards:D5}.safetensors";
            SafetensorsWriter.Write(Path.Combine(directory, name), part);
            foreach (var (weight, _) in part)
                map[weight] = name;
        }

        File.WriteAllText(Path.Combine(directory, "model.safetensors.index.json"), JsonSerializer.Serialize(new { weight_map = map }));
    }

    public static void WriteConfig(string directory, int layers = 2)
    {
        Config(layers).Save(directory);
        File.WriteAllText(Path.Combine(directory, "tokenizer.json"), "{}");
    }

    /// <summary>An expert that fits a decomposition.</summary>
    public static SvfExpert Expert(DecompositionManifest decomposition, Func<int, int, float> number, SvfGate gate = SvfGate.Sigmoid, string targets = "mlp")
    {
        var modules = SvfTargets.Parse(targets);
        var manifest = new SvfManifest
        {
            Gate = gate, BaseModel = decomposition.BaseModel, BaseDigest = decomposition.BaseDigest, DecompositionDigest = decomposition.DigestFor(modules),
            Targets = modules, Origin = new SvfOrigin("test"),
        };
        return new SvfExpert(manifest, decomposition.MatricesOf(modules).Select((matrix, j) => (matrix, j)).ToDictionary(
            entry => entry.matrix.Name.Value,
            entry => TensorData.FromFloats([.. Enumerable.Range(0, (int)entry.matrix.Rank).Select(i => number(entry.j, i))], entry.matrix.Rank)));
    }

    /// <summary>Spoils a decomposed matrix whose file is open and was found right by its hash.</summary>
    public static void FillWithNaN(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        using var reader = new BinaryReader(stream);
        stream.Position = 8 + reader.ReadInt64(); // behind the header
        stream.Write([.. Enumerable.Repeat((byte)0xFF, (int)(stream.Length - stream.Position))]);
    }

    /// <summary>Largest |a - b|.</summary>
    public static double Distance(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return (a.to(ScalarType.Float64) - b.to(ScalarType.Float64)).abs().max().item<double>();
    }

    /// <summary>Largest |a|.</summary>
    public static double Size(Tensor a) => Distance(a, zeros_like(a));
}
