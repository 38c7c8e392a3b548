using T2L.Benchmarks.Decode;
using T2L.Benchmarks.Hypernetwork;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;
using TorchSharp;

namespace T2L.Benchmarks.Sft;

/// <summary>Tasks of the nano suite, a frozen base with random weights, and embeddings drawn by chance: all that a training needs but sense.</summary>
internal sealed class SftWorkload : IDisposable
{
    private readonly LanguageModel _base;
    private readonly IReadOnlyList<LearningTask> _tasks;
    private readonly TaskEmbeddings _embeddings;
    private readonly HypernetworkConfig _hypernetwork;

    /// <param name="shape">What is trained.</param>
    /// <param name="device">Where.</param>
    /// <param name="folder">Gets the base's files.</param>
    public SftWorkload(SftShape shape, torch.Device device, string folder)
    {
        (Shape, Device) = (shape, device);
        RandomLlama.Write(folder, shape.Base);
        NanoTokenizer.Create(folder);
        _base = LanguageModel.Load(folder, device, shape.Options.Precision);
        _tasks = new NanoSource(TaskSuite.Nano(shape.Options.Seed)).Open(_base).Training;
        _hypernetwork = HypernetworkSetup.Config(shape.Options.Hypernetwork, shape.Base, folder, shape.EmbeddingSize, TrainingTask.Sft, headBias: true);
        _embeddings = TaskEmbeddings.From(_tasks, RandomHypernetwork.Embeddings(_hypernetwork, _tasks.Count).ToFloats(), shape.EmbeddingSize);
    }

    public SftShape Shape { get; }

    public torch.Device Device { get; }

    /// <summary>The stream of batches from its beginning, drawn anew.</summary>
    public Batches<TaskDraw> NewBatches() =>
        new(Shape.Options.Seed, Shape.Options.TasksPerStep, TaskDraw.From(_tasks, Shape.Options.ExamplesPerTask), draw => draw.Length);

    /// <summary>A network in its first state, the same each time.</summary>
    public SftLearner NewLearner()
    {
        var network = HyperModulator.FromCheckpoint(RandomHypernetwork.Of(_hypernetwork), Device);
        network.eval();
        return new SftLearner(network, new SftLosses(network, _base.Network, _embeddings, Shape.Options), Shape.Options);
    }

    /// <summary>What some steps of the stream cannot do without.</summary>
    public SftFloor Floor(int steps)
    {
        var batches = NewBatches();
        return SftFloor.Of(Shape.Base, _hypernetwork, [.. Enumerable.Range(0, steps).SelectMany(batches.At)]);
    }

    public void Dispose() => _base.Dispose();
}
