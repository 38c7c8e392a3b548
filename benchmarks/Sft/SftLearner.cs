using T2L.Hypernetwork;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Running;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Benchmarks.Sft;

/// <summary>A hypernetwork with its optimiser, and two ways to take a step: the recipe's, and the plain one.</summary>
internal sealed class SftLearner(HyperModulator network, SftLosses losses, SftOptions options) : IDisposable
{
    private readonly AdamW _optimizer = DecayingAdamW.For(network, options.LearningRate, options.WeightDecay, beta2: 0.98);

    private IReadOnlyList<Parameter> Learning { get; } = [.. network.parameters().Where(parameter => parameter.requires_grad)];

    /// <summary>The recipe's way: the tasks dealt out to workers, all of a worker's LoRAs in one batch.</summary>
    /// <returns>The loss.</returns>
    public double Together(int step, TaskDraw[] batch, int workers) =>
        new DataParallel(Learning, _optimizer, options.ClipNorm, workers).Step(losses.At(step, batch, workers), options.LearningRate);

    /// <summary>The plain way: one description after the other with its LoRA and its examples, gradients summed up, then one step.</summary>
    /// <returns>The loss, the same but for what chance draws.</returns>
    public double OneByOne(int step, TaskDraw[] batch)
    {
        _optimizer.zero_grad();
        double sum = 0;
        for (var task = 0; task < batch.Length; task++)
        {
            using var scope = NewDisposeScope();
            var loss = losses.Of([batch[task]], Seeds.Mix(options.Seed, step, task)) / batch.Length;
            loss.backward();
            sum += loss.item<float>();
        }
        nn.utils.clip_grad_norm_(Learning, options.ClipNorm);
        _optimizer.step();
        return sum;
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        network.Dispose();
    }
}
