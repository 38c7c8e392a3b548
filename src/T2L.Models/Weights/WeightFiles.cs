using System.Text.Json;
using T2L.Adapters.Safetensors;
using T2L.Tokenizers.Formats;

namespace T2L.Models.Weights;

/// <summary>The weights of a model folder: <c>model.safetensors</c>, or shards and their index.</summary>
internal static class WeightFiles
{
    public const string Single = "model.safetensors";
    public const string Index = "model.safetensors.index.json";

    /// <summary>Names of the files, without their folder, in ordinal order.</summary>
    public static IReadOnlyList<string> Names(string directory)
    {
        if (File.Exists(Path.Combine(directory, Single)))
            return [Single];
        if (File.Exists(Path.Combine(directory, Index)))
            return JsonFile.Read(directory, Index, ReadIndex);
        throw new ModelFormatException(ModelFormatError.MissingFile, Path.Combine(directory, Single),
            $"the file does not exist, and neither does {Index}.");
    }

    /// <summary>Opens the files one after the other; a tensor that occurs in two of them is refused.</summary>
    public static void ForEach(string directory, Action<SafetensorsFile> use)
    {
        var seen = new HashSet<string>();
        foreach (string name in Names(directory))
        {
            using var file = SafetensorsFile.Open(Path.Combine(directory, name));
            if (file.Tensors.Keys.FirstOrDefault(tensor => !seen.Add(tensor)) is { } twice)
                throw new ModelFormatException(ModelFormatError.UnexpectedTensor, file.Name, $"'{twice}' is in an earlier shard too.");
            use(file);
        }
    }

    private static List<string> ReadIndex(JsonSection root)
    {
        var map = root.Object("weight_map");
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entry in map.Element.EnumerateObject())
        {
            string? name = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() : null;
            // The index comes with the model; it names files of this folder and nothing else.
            if (string.IsNullOrEmpty(name) || Path.GetFileName(name) != name)
                throw map.Wrong(entry.Name, entry.Value, "the name of a file in the same folder");
            names.Add(name);
        }
        return [.. names];
    }
}
