using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Benchmarks.Sft;

public sealed class SftLearnerTests
{
    // Without noise nothing is drawn by chance but the examples.
    private static readonly SftShape Toy = SftShape.Toy with { Options = SftShape.Toy.Options with { EmbeddingNoise = 0 } };

    [Fact]
    public void Both_ways_compute_the_same_losses_step_after_step()
    {
        using var folder = new TemporaryDirectory();
        using var workload = new SftWorkload(Toy, CPU, folder.Path);
        using var together = workload.NewLearner();
        using var plain = workload.NewLearner();
        var batches = workload.NewBatches();
        for (var step = 0; step < 4; step++)
            Assert.Equal(plain.OneByOne(step, batches.At(step)), together.Together(step, batches.At(step), workers: 2), 2e-3);
    }

    [Fact]
    public void The_stream_begins_with_the_same_batches_each_time()
    {
        using var folder = new TemporaryDirectory();
        using var workload = new SftWorkload(Toy, CPU, folder.Path);
        Assert.Equal(workload.NewBatches().At(3).Select(draw => draw.Task.Id), workload.NewBatches().At(3).Select(draw => draw.Task.Id));
    }
}
