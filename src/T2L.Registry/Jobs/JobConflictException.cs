namespace T2L.Registry.Jobs;

/// <summary>Another job was ordered under an id that a caller chose. Nothing was changed.</summary>
/// <param name="id">The id.</param>
public sealed class JobConflictException(Guid id) : Exception($"Job {id} is there already and asks for something else: another description, name, seed or other examples.")
{
}
