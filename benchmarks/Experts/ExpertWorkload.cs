using System.Diagnostics;
using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Benchmarks.Decode;
using T2L.Models;
using T2L.Models.Generation;
using T2L.Models.Lora;
using T2L.Svf.Decomposition;
using T2L.Svf.Serving;
using static TorchSharp.torch;

namespace T2L.Benchmarks.Experts;

/// <summary>A random model on a device, with its decomposition, experts, LoRAs and prompts.</summary>
internal sealed class ExpertWorkload : IDisposable
{
    private readonly Transformer _network;
    private readonly TextGenerator _generator;
    private readonly StoredDecomposition _stored;
    private readonly ServedDecomposition _served;
    private readonly DeviceExpert[] _experts;
    private readonly DeviceAdapter[] _loras;
    private readonly GenerationRequest[] _requests;
    private readonly Device _device;

    /// <param name="shape">What to make.</param>
    /// <param name="device">Where.</param>
    /// <param name="folder">Where the model and its decomposition are written.</param>
    public ExpertWorkload(DecodeShape shape, Device device, string folder)
    {
        (Shape, _device) = (shape, device);
        RandomLlama.Write(folder, shape.Config);
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), "{}");
        var manifest = new Decomposer(TimeProvider.System).Run(new DecompositionOptions { Model = folder, Output = Path.Combine(folder, "svf") });
        _network = LanguageModel.LoadNetwork(folder, ModelConfig.Load(folder), device);
        _generator = new TextGenerator(_network, device: device);
        _stored = StoredDecomposition.Open(Path.Combine(folder, "svf"));
        _served = new ServedDecomposition(_stored, _network);
        _experts = [.. Enumerable.Range(0, shape.Batch).Select(number => DeviceExpert.Load(Expert(manifest, number), _served))];
        var loras = Enumerable.Range(0, shape.Batch).Select(number => RandomLlama.Adapter(shape.Config, number)).ToArray();
        _loras = [.. loras.Select(lora => DeviceAdapter.Load(lora, shape.Config, device))];
        LoraNumbers = loras[0].ParameterCount;
        _requests = [.. Enumerable.Range(0, shape.Batch).Select(row => new GenerationRequest(RandomLlama.Prompt(shape.Config, shape.PromptTokens, row)) { MaxTokens = shape.Tokens, IgnoreEndTokens = true })];
    }

    public DecodeShape Shape { get; }

    /// <summary>Numbers in one LoRA.</summary>
    public long LoraNumbers { get; }

    /// <summary>Decodes the whole batch; rows with experts and rows with LoRAs take turns. Prompts are read before.</summary>
    /// <param name="mix">The adapters; null for none.</param>
    /// <returns>Seconds on the clock, and of processor time.</returns>
    public (double Clock, double Processor) Seconds(AdapterMix? mix)
    {
        var rows = Enumerable.Range(0, Shape.Batch).ToArray();
        var expert = rows.Select(row => mix is not null && (mix.Loras == 0 || (mix.Experts > 0 && row % 2 == 0)) ? _experts[row] : null).ToArray();
        var projections = ExpertsAndLoras.Of(
            BatchExperts.For(expert), BatchAdapters.For([.. rows.Select(row => mix is not null && expert[row] is null ? _loras[row] : null)], _device));
        using var _ = projections as IDisposable;
        var (start, used) = (0L, TimeSpan.Zero);
        _generator.Generate(_requests, projections, _ => (start, used) = start == 0 ? (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime) : (start, used));
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }

    public void Dispose()
    {
        Array.ForEach(_experts, expert => expert.Dispose());
        Array.ForEach(_loras, lora => lora.Dispose());
        _served.Dispose();
        _stored.Dispose();
        _network.Dispose();
    }

    private static SvfExpert Expert(DecompositionManifest decomposition, int number)
    {
        var random = new Random(number);
        var manifest = new SvfManifest
        {
            BaseModel = decomposition.BaseModel, BaseDigest = decomposition.BaseDigest, DecompositionDigest = decomposition.DigestFor(SvfTargets.Mlp), Origin = new SvfOrigin("benchmark"),
        };
        return new SvfExpert(manifest, decomposition.MatricesOf(SvfTargets.Mlp).ToDictionary(
            matrix => matrix.Name.Value,
            matrix => TensorData.FromFloats([.. Enumerable.Range(0, (int)matrix.Rank).Select(_ => (random.NextSingle() * 2) - 1)], matrix.Rank)));
    }
}
