using T2L.Adapters;
using T2L.Contracts;
using T2L.Registry.Search;

namespace T2L.Api.Tasks;

internal static class TaskReadings
{
    /// <summary>What the registry searches with.</summary>
    public static TaskQuery ToQuery(this TaskReading reading) => new(reading.Embedding, Digest.Parse(reading.Encoder));
}
