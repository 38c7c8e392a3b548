using System.Diagnostics;
using System.Globalization;
using T2L.Benchmarks.Decode;
using T2L.Benchmarks.Probes;
using T2L.Models;
using T2L.Models.Generation;
using TorchSharp;

namespace T2L.Benchmarks.BaseModels;

/// <summary>
/// A model folder: the time of one load against reading its files and nothing else, the memory at its peak, and tokens a second of one row and
/// of eight against what the machine allows.
/// </summary>
public sealed class BaseModelBenchmark : IComputedBenchmark
{
    private const double CaseSeconds = 8;
    private const int PromptTokens = 64, Tokens = 9;
    private static readonly int[] Batches = [1, 8];

    /// <inheritdoc/>
    public string Name => "base-model";

    /// <inheritdoc/>
    public string Summary => "load time, peak memory, prompt and decoding speed of one model folder (--model), or of a random one";

    /// <inheritdoc/>
    public BenchmarkReport Run(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        progress?.Report("measuring what the machine can do");
        var places = Place.Of(options);
        using var folder = WorkloadFolder.Of(options.Keep, Name);
        string directory = options.Model ?? folder.Path;
        if (options.Model is null)
            RandomLlama.Write(directory, DecodeShape.For(DeviceType.CPU, options.Smoke)[^1].Config);

        var config = ModelConfig.Load(directory);
        var precision = PrecisionChoice.Resolve(options.Precision, config, places[0].Device, "--precision");
        progress?.Report($"loading '{directory}' as {precision}");
        var results = new List<BenchmarkResult>();
        using var network = ModelLoading.Measure(directory, config, places[0].Device, precision, results);
        foreach (var place in places)
        {
            torch.set_num_threads(place.Threads);
            foreach (int batch in Batches)
            {
                progress?.Report(Words(batch, place));
                results.AddRange(Decoding(network, batch, place, options.Repetitions, cancellationToken));
            }
        }

        return new BenchmarkReport(Name, Machine.Describe(places[^1]), results);
    }

    private static IEnumerable<BenchmarkResult> Decoding(Transformer network, int batch, Place place, int repetitions, CancellationToken cancellationToken)
    {
        var generator = new TextGenerator(network, device: place.Device);
        GenerationRequest[] rows = [.. Enumerable.Range(0, batch).Select(row => new GenerationRequest(RandomLlama.Prompt(network.Config, PromptTokens, row)) { MaxTokens = Tokens, IgnoreEndTokens = true })];
        var prompts = new List<double>();
        var decoding = Rate.Of(batch * (Tokens - 1), CaseSeconds, repetitions, () =>
        {
            long start = Stopwatch.GetTimestamp(), read = 0;
            generator.Generate(rows, onStep: _ => read = read == 0 ? Stopwatch.GetTimestamp() : read, cancellationToken: cancellationToken);
            prompts.Add(Stopwatch.GetElapsedTime(start, read).TotalSeconds);
            return Stopwatch.GetElapsedTime(read).TotalSeconds;
        });
        // The first run warmed up.
        prompts.RemoveAt(0);
        prompts.Sort();
        var floor = ModelFloor.Of(network);
        string name = Words(batch, place);
        yield return new BenchmarkResult(name, $"prompts of {PromptTokens} tokens", batch * PromptTokens / prompts[prompts.Count / 2], "tokens/s")
        {
            Floor = floor.TokensPerSecond(batch * PromptTokens, place.Peak),
            Fastest = batch * PromptTokens / prompts[0],
        };
        yield return new BenchmarkResult(name, "decoding", decoding.Median, "tokens/s")
        {
            Floor = floor.TokensPerSecond(batch, place.Peak),
            Fastest = decoding.Fastest,
        };
    }

    private static string Words(int batch, Place place) =>
        string.Create(CultureInfo.InvariantCulture, $"{batch} {(batch == 1 ? "row" : "rows")}, {place.Name}");
}
