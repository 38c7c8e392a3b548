using T2L.Training.Tasks;

namespace T2L.Training.Data;

/// <summary>A task that is known by its descriptions alone: nothing to solve, but something to tell apart.</summary>
public sealed record DescribedTask
{
    // One description in five is kept out of training.
    private const int HeldOutOf = 5;

    /// <summary>Splits the descriptions by a hash of task and text: the same on every machine, and for each whatever the others are.</summary>
    /// <param name="id">Name of the task.</param>
    /// <param name="descriptions">Its descriptions.</param>
    public DescribedTask(string id, IReadOnlyList<string> descriptions)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(descriptions);
        Id = id;
        Training = [.. descriptions.Where(text => !IsHeldOut(id, text))];
        HeldOut = [.. descriptions.Where(text => IsHeldOut(id, text))];
    }

    /// <summary>Name of the task.</summary>
    public string Id { get; }

    /// <summary>Descriptions to learn from and to search among.</summary>
    public IReadOnlyList<string> Training { get; }

    /// <summary>Descriptions to ask with: about 20 %.</summary>
    public IReadOnlyList<string> HeldOut { get; }

    private static bool IsHeldOut(string id, string text) => StableHash.Of(id, text) % HeldOutOf == 0;
}
