using System.Text;
using T2L.Tokenizers;
using T2L.Tokenizers.Reading;

namespace T2L.Benchmarks.Tokenizers;

/// <summary>
/// Text to token ids on one thread, for real vocabularies and several kinds of text, against the plain way (regular expressions,
/// words in the byte alphabet) in the same process; and the time to load a vocabulary.
/// </summary>
public sealed class TokenizerBenchmark : IComputedBenchmark
{
    private const double TargetMegabytes = 2;
    private static readonly string[] Names = ["gpt2", "qwen2", "mistral-v3", "bert-wordpiece"];

    /// <inheritdoc/>
    public string Name => "tokenizer";

    /// <inheritdoc/>
    public string Summary => "megabytes of text a second to token ids on one thread, and the time to load a vocabulary";

    /// <inheritdoc/>
    public BenchmarkReport Run(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new BenchmarkReport(Name, Machine.Describe(Probes.Place.Of(options with { Threads = [1], Device = "cpu" })[0]), [.. Measure(options, progress, cancellationToken)]);
    }

    private static IEnumerable<BenchmarkResult> Measure(BenchmarkOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var texts = SampleTexts.All(options.Smoke ? 20_000 : 2_000_000);
        foreach (string name in Names.Where(SampleTexts.HasVocabulary))
        {
            byte[] json = SampleTexts.Vocabulary(name);
            var tokenizer = Tokenizer.FromJson(json, name);
            var plain = new Tokenizer(TokenizerJson.Read(json, name, plain: true));
            foreach (var (kind, text) in texts)
            {
                progress?.Report($"{name}, {kind}");
                double megabytes = Encoding.UTF8.GetByteCount(text) / 1e6;
                var fast = Timing.Of(() => GC.KeepAlive(tokenizer.Encode(text)), options.Repetitions, cancellationToken);
                var slow = Timing.Of(() => GC.KeepAlive(plain.Encode(text)), Math.Min(3, options.Repetitions), cancellationToken);
                var copy = Timing.Of(() => GC.KeepAlive(Encoding.UTF8.GetBytes(text)), options.Repetitions, cancellationToken);
                yield return new BenchmarkResult($"{name}, {kind}", "text to ids", Rate(megabytes, fast.Median), "MB/s")
                {
                    Baseline = Rate(megabytes, slow.Median),
                    Ratio = slow.Median / fast.Median,
                    Floor = Rate(megabytes, copy.Median),
                    Fastest = Rate(megabytes, fast.Fastest),
                    Target = TargetMegabytes,
                    Holds = Rate(megabytes, fast.Median) >= TargetMegabytes,
                };
            }
            var load = Timing.Of(() => GC.KeepAlive(Tokenizer.FromJson(json, name)), options.Repetitions, cancellationToken);
            var parse = Timing.Of(() => System.Text.Json.JsonDocument.Parse(json).Dispose(), options.Repetitions, cancellationToken);
            yield return new BenchmarkResult($"{name}, {json.Length / 1e6:F1} MB of JSON", "load", load.Median, "ms") { Floor = parse.Median, Fastest = load.Fastest };
        }
    }

    private static double Rate(double megabytes, double milliseconds) => megabytes / milliseconds * 1000;
}
