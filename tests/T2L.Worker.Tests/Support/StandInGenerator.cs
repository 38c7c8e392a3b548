using System.Collections.Concurrent;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Origin;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;
using T2L.Registry.Quality;
using T2L.Worker.Generation;

namespace T2L.Worker.Tests.Support;

/// <summary>Makes adapters without models, and fails or waits as a test wishes.</summary>
internal sealed class StandInGenerator : IAdapterGenerator
{
    /// <summary>What was asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public Digest? Hypernetwork { get; init; }

    /// <summary>Replaces the making of an adapter.</summary>
    public Func<string, CancellationToken, Task<LoraAdapter>> Make { get; set; } = (description, _) => Task.FromResult(SampleAdapter.For(description));

    /// <summary>The orders, in full.</summary>
    public ConcurrentQueue<AdapterOrder> Orders { get; } = [];

    /// <summary>What it reports beside an adapter.</summary>
    public GenerationReport? Report { get; set; }

    /// <summary>What it has checked of an adapter.</summary>
    public IReadOnlyList<QualityCheck> Checks { get; set; } = [];

    public async Task<GeneratedAdapter> GenerateAsync(AdapterOrder order, CancellationToken cancellationToken)
    {
        var description = order.Description;
        Asked.Enqueue(description);
        Orders.Enqueue(order);
        order.Progress?.Report(new JobStage("embed"));
        order.Progress?.Report(new JobStage("search", 2, 6));
        var adapter = await Make(description, cancellationToken);
        var stages = new Dictionary<string, TimeSpan> { ["embed"] = TimeSpan.FromMilliseconds(2), ["generate"] = TimeSpan.FromMilliseconds(3) };
        return new GeneratedAdapter(adapter, new Provenance { Description = description, Embedding = StandInReader.Embed(description), Encoder = StandInReader.Encoder, Report = Report }, stages) { Checks = Checks };
    }
}
