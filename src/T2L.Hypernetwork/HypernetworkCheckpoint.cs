using T2L.Adapters;
using T2L.Hypernetwork.Checkpoints;

namespace T2L.Hypernetwork;

/// <summary>A hypernetwork at rest: its configuration and its numbers, whatever form of file they came from.</summary>
/// <param name="Config">Sizes and kinds.</param>
/// <param name="State">The tensors by state-dict name, float32, in the order of official checkpoints. Offsets and target statistics may be missing; they are zeros then.</param>
public sealed record HypernetworkCheckpoint(HypernetworkConfig Config, IReadOnlyDictionary<string, TensorData> State)
{
    /// <summary>Tensors of the file that the network has no place for; they were passed over.</summary>
    public IReadOnlyList<string> UnknownTensors { get; init; } = [];

    /// <summary>Reads and checks a hypernetwork.</summary>
    /// <param name="path">
    /// The directory of an official run or of our own form, <c>X/checkpoints/it_N</c> of an official run, or the <c>.pt</c> file in one of them.
    /// </param>
    /// <param name="moduleOrder">Names of the target modules in the order of their embeddings; null for the order that the files remember.</param>
    /// <returns>The hypernetwork, independent of the files.</returns>
    /// <exception cref="AdapterFormatException">A file is missing or damaged, or they contradict each other.</exception>
    public static HypernetworkCheckpoint Read(string path, IReadOnlyList<string>? moduleOrder = null)
    {
        var location = HypernetworkLocation.Find(path);
        return location.IsOwnForm ? OwnCheckpoint.Read(location, moduleOrder) : OfficialCheckpoint.Read(location, moduleOrder);
    }

    /// <summary>Writes our own form: <c>hypernetwork.json</c> and <c>hypernetwork.safetensors</c>.</summary>
    /// <param name="directory">The directory; each of the two files is replaced whole.</param>
    public void Write(string directory) => OwnCheckpoint.Write(directory, this);
}
