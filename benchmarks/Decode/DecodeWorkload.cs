using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using T2L.Models;
using T2L.Models.Generation;
using T2L.Models.Lora;
using static TorchSharp.torch;

namespace T2L.Benchmarks.Decode;

/// <summary>A random model on a device, with its adapters and prompts.</summary>
internal sealed class DecodeWorkload : IDisposable
{
    private readonly IDisposable _network;
    private readonly TextGenerator _generator;
    private readonly DeviceAdapter[] _adapters;
    private readonly GenerationRequest[] _requests;
    private readonly Device _device;

    /// <param name="shape">What to make.</param>
    /// <param name="device">Where.</param>
    /// <param name="folder">Where its files are written: the model, <c>adapters/N</c>, <c>workload.json</c>.</param>
    public DecodeWorkload(DecodeShape shape, Device device, string folder)
    {
        (Shape, _device) = (shape, device);
        RandomLlama.Write(folder, shape.Config);
        var network = LanguageModel.LoadNetwork(folder, ModelConfig.Load(folder), device);
        (_network, _generator) = (network, new TextGenerator(network, device: device));
        var adapters = Enumerable.Range(0, shape.Adapters.Max()).Select(number => RandomLlama.Adapter(shape.Config, number)).ToArray();
        for (int number = 0; number < adapters.Length; number++)
            RandomLlama.Write(Path.Combine(folder, "adapters", number.ToString(CultureInfo.InvariantCulture)), adapters[number]);
        _adapters = [.. adapters.Select(adapter => DeviceAdapter.Load(adapter, shape.Config, device))];
        AdapterNumbers = adapters[0].ParameterCount;
        _requests = [.. Enumerable.Range(0, shape.Batch).Select(row => new GenerationRequest(RandomLlama.Prompt(shape.Config, shape.PromptTokens, row)) { MaxTokens = shape.Tokens, IgnoreEndTokens = true })];
    }

    public DecodeShape Shape { get; }

    /// <summary>Numbers in one adapter.</summary>
    public long AdapterNumbers { get; }

    /// <summary>Seconds of decoding the whole batch, row i with adapter i modulo <paramref name="adapters"/>; prompts are read before.</summary>
    /// <returns>The seconds, and what was written.</returns>
    public (double Seconds, IReadOnlyList<GenerationResult> Results) Together(int adapters)
    {
        DeviceAdapter?[] rows = [.. Enumerable.Range(0, Shape.Batch).Select(row => adapters == 0 ? null : _adapters[row % adapters])];
        var projection = BatchAdapters.For(rows, _device);
        using var _ = projection as IDisposable;
        return Decode(_requests, projection);
    }

    /// <summary>Seconds of decoding only the rows of one adapter, as a server does that applies one adapter at a time.</summary>
    public double Alone(int adapter, int adapters) =>
        Decode([.. _requests.Where((_, row) => row % adapters == adapter)], new SingleAdapter(_adapters[adapter])).Seconds;

    /// <summary>Writes prompts, and the tokens of every mix, for others to compare with.</summary>
    public void Describe(string folder, IReadOnlyDictionary<int, IReadOnlyList<GenerationResult>> mixes) =>
        File.WriteAllText(Path.Combine(folder, "workload.json"), JsonSerializer.Serialize(new
        {
            name = Shape.Name,
            tokens = Shape.Tokens,
            prompts = _requests.Select(request => request.Prompt),
            mixes = mixes.ToDictionary(mix => mix.Key.ToString(CultureInfo.InvariantCulture), mix => mix.Value.Select(result => result.Tokens)),
        }));

    public void Dispose()
    {
        _network.Dispose();
        foreach (var adapter in _adapters)
            adapter.Dispose();
    }

    // The first token of all rows comes from the prompts; the clock starts when it is there. A token's value is on the host, so the device is done.
    private (double Seconds, IReadOnlyList<GenerationResult> Results) Decode(GenerationRequest[] requests, IProjectionAdapter? adapter)
    {
        long start = 0;
        var results = _generator.Generate(requests, adapter, _ => start = start == 0 ? Stopwatch.GetTimestamp() : start);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, results);
    }
}
