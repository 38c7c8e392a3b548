using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Running;

/// <summary>
/// One optimiser step from the losses of several workers, each on its own thread with single-threaded operators.
/// </summary>
/// <remarks>
/// Two workers of half a batch are twice as fast as two threads inside each small operator, which only spin
/// (measured: docs/benchmarks.md). The parameters are shared; <c>autograd.grad</c> returns each worker's gradients apart,
/// so that nothing is written concurrently and the sum is taken in a fixed order: a run is repeatable by its seed.
/// </remarks>
internal sealed class DataParallel(IReadOnlyList<Parameter> parameters, OptimizerHelper optimizer, double clipNorm, int workers, bool clipEach = false)
{
    /// <summary>Runs every worker's forward and backward pass, averages the gradients, clips them and steps.</summary>
    /// <param name="losses">Each returns a scalar loss; where there are more of them than workers, they take turns.</param>
    /// <param name="learningRate">Learning rate of this step.</param>
    /// <returns>The mean of the workers' losses.</returns>
    public double Step(IReadOnlyList<Func<Tensor>> losses, double learningRate)
    {
        var results = new WorkerResult[losses.Count];
        for (var turn = 0; turn < losses.Count; turn += workers)
            Take(losses, results, turn, Math.Min(workers, losses.Count - turn));

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        for (var p = 0; p < parameters.Count; p++)
            parameters[p].grad = Mean(results, p);
        Clip();
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = learningRate;
        optimizer.step();
        optimizer.zero_grad();
        return results.Average(result => result.Loss);
    }

    private void Clip()
    {
        foreach (var together in clipEach ? parameters.Select(parameter => (IReadOnlyList<Parameter>)[parameter]) : [parameters])
            nn.utils.clip_grad_norm_(together, clipNorm);
    }

    private void Take(IReadOnlyList<Func<Tensor>> losses, WorkerResult[] results, int first, int count)
    {
        var others = Enumerable.Range(first + 1, count - 1)
            .Select(i => Task.Factory.StartNew(() => results[i] = Backward(losses[i]), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        results[first] = Backward(losses[first]);
        Task.WaitAll(others);
    }

    private static Tensor Mean(WorkerResult[] results, int parameter)
    {
        var sum = results[0].Gradients[parameter];
        foreach (var result in results.AsSpan(1))
        {
            sum.add_(result.Gradients[parameter]);
            result.Gradients[parameter].Dispose();
        }
        return sum.mul_(1.0 / results.Length).DetachFromDisposeScope();
    }

    private WorkerResult Backward(Func<Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var value = loss();
        var gradients = autograd.grad([value], [.. parameters]);
        foreach (var gradient in gradients)
            gradient.DetachFromDisposeScope();
        return new(value.item<float>(), gradients);
    }

    private sealed record WorkerResult(double Loss, IList<Tensor> Gradients);
}
