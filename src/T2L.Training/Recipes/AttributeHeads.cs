using T2L.Training.Data;
using T2L.Training.Tasks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// Linear readers of an embedding, used in training only: which operation stands in each slot, which format, and which
/// operations occur at all.
/// </summary>
/// <remarks>
/// With the slots alone, "make it all caps" was read as upper, then upper again; asking whether an operation occurs removed
/// most of that.
/// </remarks>
internal sealed class AttributeHeads : nn.Module
{
    private readonly Dictionary<string, int>[] _classes;
    private readonly Dictionary<string, int> _operations;
    private readonly Linear[] _slots;
    private readonly Linear _presence;

    public AttributeHeads(IReadOnlyList<TaskDefinition> tasks, int embeddingSize) : base(nameof(AttributeHeads))
    {
        _classes = [.. Enumerable.Range(0, NanoLayout.NeutralSlots.Count).Select(slot => Index(tasks.Select(task => NanoLayout.Slots(task.Code)[slot])))];
        _operations = Index(tasks.SelectMany(Operations));
        _slots = [.. _classes.Select(classes => nn.Linear(embeddingSize, classes.Count))];
        _presence = nn.Linear(embeddingSize, _operations.Count);
        for (var slot = 0; slot < _slots.Length; slot++)
            register_module($"slot{slot}", _slots[slot]);
        register_module("presence", _presence);
    }

    /// <summary>Cross-entropies of the slots and of every operation's presence, summed, averaged over the texts.</summary>
    /// <param name="embeddings">Text embeddings, shape [B, E].</param>
    /// <param name="tasks">The task of each row.</param>
    public Tensor Loss(Tensor embeddings, IReadOnlyList<TaskDefinition> tasks)
    {
        var loss = nn.functional.binary_cross_entropy_with_logits(_presence.forward(embeddings), Present(tasks)) * _operations.Count;
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            var targets = tasks.Select(task => (long)_classes[slot][NanoLayout.Slots(task.Code)[slot]]).ToArray();
            loss = loss + nn.functional.cross_entropy(_slots[slot].forward(embeddings), tensor(targets));
        }
        return loss;
    }

    private Tensor Present(IReadOnlyList<TaskDefinition> tasks)
    {
        var present = new float[tasks.Count * _operations.Count];
        for (var row = 0; row < tasks.Count; row++)
            foreach (var operation in Operations(tasks[row]))
                present[row * _operations.Count + _operations[operation]] = 1;
        return tensor(present, tasks.Count, _operations.Count);
    }

    private static IEnumerable<string> Operations(TaskDefinition task) =>
        task.Second is { } second ? [task.First.Name, second.Name] : [task.First.Name];

    private static Dictionary<string, int> Index(IEnumerable<string> names) => names.Distinct().Order(StringComparer.Ordinal)
        .Select((name, index) => (name, index)).ToDictionary(entry => entry.name, entry => entry.index);
}
