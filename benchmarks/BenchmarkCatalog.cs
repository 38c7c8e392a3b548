using T2L.Benchmarks.BaseModels;
using T2L.Benchmarks.Decode;
using T2L.Benchmarks.Experts;
using T2L.Benchmarks.Hub;
using T2L.Benchmarks.Hypernetwork;
using T2L.Benchmarks.Registry;
using T2L.Benchmarks.Sft;
using T2L.Benchmarks.Tokenizers;

namespace T2L.Benchmarks;

/// <summary>All benchmarks.</summary>
public static class BenchmarkCatalog
{
    /// <summary>Every benchmark, in the order in which they run.</summary>
    public static IReadOnlyList<IBenchmark> All { get; } = 
        [new HypernetworkGenerateBenchmark(), new DecodeBenchmark(), new ExpertsBenchmark(), new BaseModelBenchmark(), new SftBenchmark(), new TokenizerBenchmark(), new HubPullBenchmark(), new RegistryBenchmark()];

    /// <summary>Finds one by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The benchmark, or null.</returns>
    public static IBenchmark? Find(string name) => All.FirstOrDefault(b => b.Name == name);
}
