using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// One direction for each described task, used in training only: a text should lie nearer to its own task's than to any other's.
/// </summary>
/// <remarks>
/// Against all tasks at once, where a contrastive batch compares with those it happens to hold. The tasks that are easily
/// confused meet in every step, and a text costs one row of a matrix product, not a second text.
/// </remarks>
internal sealed class TaskPrototypes : nn.Module
{
    private readonly Parameter _directions; // [tasks, E]
    private readonly double _temperature;

    public TaskPrototypes(int tasks, int embeddingSize, double temperature) : base(nameof(TaskPrototypes))
    {
        _temperature = temperature;
        _directions = new Parameter(randn(tasks, embeddingSize) * 0.05);
        register_parameter("directions", _directions);
    }

    /// <summary>Cross-entropy of the cosines with all directions, divided by the temperature.</summary>
    /// <param name="unit">Text vectors of norm 1, shape [B, E].</param>
    /// <param name="tasks">Number of each text's task, shape [B].</param>
    public Tensor Loss(Tensor unit, Tensor tasks)
    {
        var cosines = unit.mm(nn.functional.normalize(_directions, dim: 1).t()); // [B, tasks]
        return nn.functional.cross_entropy(cosines / _temperature, tasks);
    }
}
