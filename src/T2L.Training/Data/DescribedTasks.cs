using T2L.Training.Running;

namespace T2L.Training.Data;

/// <summary>What a file of descriptions held.</summary>
/// <param name="Tasks">Its tasks.</param>
/// <param name="Record">Which file it was; null for none.</param>
internal sealed record DescribedTasks(IReadOnlyList<DescribedTask> Tasks, DescriptionsRecord? Record)
{
    private static readonly DescribedTasks None = new([], null);

    /// <summary>Reads a file, where one is named.</summary>
    public static DescribedTasks Of(string? path) => path is null ? None : DescriptionFile.ReadOnce(path);
}
