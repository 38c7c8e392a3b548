using System.Globalization;
using System.Runtime.InteropServices;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Adapters.Safetensors;
using T2L.Models;

namespace T2L.Benchmarks.Decode;

/// <summary>Seeded random models, adapters and prompts, in the files that other programs read too.</summary>
internal static class RandomLlama
{
    private const int Rank = 8;
    private const int Seed = 20261121;

    /// <summary>Writes a model folder without a tokenizer.</summary>
    public static void Write(string directory, ModelConfig config)
    {
        Directory.CreateDirectory(directory);
        var random = new Random(Seed);
        var tensors = Shapes(config).Select(entry => KeyValuePair.Create(entry.Name, entry.Shape.Length == 1
            ? Constant(entry.Shape, 1)
            : Numbers(random, entry.Shape, MathF.Sqrt(3f / entry.Shape[1]))));
        SafetensorsWriter.Write(Path.Combine(directory, "model.safetensors"), tensors, new Dictionary<string, string> { ["format"] = "pt" });
        config.Save(directory);
    }

    /// <summary>An adapter of the shape that the hypernetworks write: rank 8 on q_proj and v_proj.</summary>
    public static LoraAdapter Adapter(ModelConfig config, int number)
    {
        var random = new Random(Seed + 1 + number);
        var modules = new Dictionary<string, LoraWeights>(StringComparer.Ordinal);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            foreach (var (name, width) in new[] { ("q_proj", config.QuerySize), ("v_proj", config.KeyValueSize) })
            {
                modules[string.Create(CultureInfo.InvariantCulture, $"model.layers.{layer}.self_attn.{name}")] = new LoraWeights(
                    Numbers(random, [Rank, config.HiddenSize], MathF.Sqrt(3f / config.HiddenSize)),
                    Numbers(random, [width, Rank], MathF.Sqrt(3f / Rank)));
            }
        }

        return new LoraAdapter(new LoraConfig { Rank = Rank, Alpha = Rank, TargetModules = ["q_proj", "v_proj"], BaseModel = "benchmark" }, modules);
    }

    /// <summary>Token ids of one row.</summary>
    public static int[] Prompt(ModelConfig config, int tokens, int row)
    {
        var random = new Random(Seed - 1 - row);
        return [.. Enumerable.Range(0, tokens).Select(_ => random.Next(config.VocabularySize))];
    }

    /// <summary>Writes an adapter in the PEFT form.</summary>
    public static void Write(string directory, LoraAdapter adapter) => PeftDirectory.Write(directory, adapter);

    private static IEnumerable<(string Name, long[] Shape)> Shapes(ModelConfig config)
    {
        yield return ("model.embed_tokens.weight", [config.VocabularySize, config.HiddenSize]);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string prefix = string.Create(CultureInfo.InvariantCulture, $"model.layers.{layer}");
            yield return ($"{prefix}.input_layernorm.weight", [config.HiddenSize]);
            yield return ($"{prefix}.post_attention_layernorm.weight", [config.HiddenSize]);
            yield return ($"{prefix}.self_attn.q_proj.weight", [config.QuerySize, config.HiddenSize]);
            yield return ($"{prefix}.self_attn.k_proj.weight", [config.KeyValueSize, config.HiddenSize]);
            yield return ($"{prefix}.self_attn.v_proj.weight", [config.KeyValueSize, config.HiddenSize]);
            yield return ($"{prefix}.self_attn.o_proj.weight", [config.HiddenSize, config.QuerySize]);
            yield return ($"{prefix}.mlp.gate_proj.weight", [config.IntermediateSize, config.HiddenSize]);
            yield return ($"{prefix}.mlp.up_proj.weight", [config.IntermediateSize, config.HiddenSize]);
            yield return ($"{prefix}.mlp.down_proj.weight", [config.HiddenSize, config.IntermediateSize]);
        }

        yield return ("model.norm.weight", [config.HiddenSize]);
    }

    private static TensorData Constant(long[] shape, float value)
    {
        var bytes = new byte[shape[0] * sizeof(float)];
        MemoryMarshal.Cast<byte, float>(bytes.AsSpan()).Fill(value);
        return new TensorData(TensorDType.F32, shape, bytes);
    }

    private static TensorData Numbers(Random random, long[] shape, float scale)
    {
        var bytes = new byte[shape.Aggregate((long)sizeof(float), (product, size) => product * size)];
        foreach (ref var value in MemoryMarshal.Cast<byte, float>(bytes.AsSpan()))
            value = (random.NextSingle() * 2 - 1) * scale;
        return new TensorData(TensorDType.F32, shape, bytes);
    }
}
