using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Storage;
using T2L.Hypernetwork.Checkpoints;

namespace T2L.Hypernetwork.Tasks;

/// <summary>
/// The optional files of a hypernetwork's folder that name its training tasks: <c>tasks.safetensors</c> with <c>task_embs</c> [tasks, E],
/// and <c>tasks.json</c> with the names and the quantiles; the threshold, which is one of them, stands there once more for people.
/// </summary>
public static class KnownTasksFile
{
    /// <summary>Names, threshold and quantiles.</summary>
    public const string Names = "tasks.json";

    /// <summary>The embeddings.</summary>
    public const string Embeddings = "tasks.safetensors";

    private const string Format = "t2l-known-tasks";
    private const string Tensor = "task_embs";
    private const int MaxBytes = 8 << 20;
    private const int MaxTasks = 65_536;
    private const int MaxNameLength = 200;
    private const int MaxQuantiles = 100;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes both files, each whole or not at all.</summary>
    /// <param name="directory">The hypernetwork's folder.</param>
    /// <param name="tasks">The tasks.</param>
    public static void Write(string directory, KnownTasks tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        SafetensorsWriter.Write(Path.Combine(directory, Embeddings), new Dictionary<string, TensorData> { [Tensor] = tasks.Embeddings });
        var json = new JsonObject
        {
            ["format"] = Format,
            ["version"] = 1,
            ["threshold"] = tasks.Threshold,
            ["quantiles"] = new JsonObject(tasks.Quantiles.OrderBy(q => q.Key).Select(q => KeyValuePair.Create(q.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)q.Value))),
            ["tasks"] = new JsonArray([.. tasks.Names.Select(name => (JsonNode)name)]),
        };
        // The names last: a reader that finds them finds the embeddings too.
        AtomicFile.Write(Path.Combine(directory, Names), [.. JsonSerializer.SerializeToUtf8Bytes(json, Indented), (byte)'\n']);
    }

    /// <summary>Reads the files of a folder.</summary>
    /// <param name="directory">The hypernetwork's folder.</param>
    /// <param name="embeddingSize">E, the size of the hypernetwork's task embeddings.</param>
    /// <returns>The tasks; null when the folder has no <c>tasks.json</c>.</returns>
    /// <exception cref="AdapterFormatException">A file is damaged, or the two do not go together.</exception>
    public static KnownTasks? Read(string directory, int embeddingSize)
    {
        var path = Path.Combine(directory, Names);
        if (!File.Exists(path))
            return null;
        var (names, quantiles) = ReadNames(path);
        var weights = Path.Combine(directory, Embeddings);
        using var file = SafetensorsFile.Open(weights);
        if (!file.Tensors.TryGetValue(Tensor, out var info))
            throw new AdapterFormatException(AdapterFormatError.MissingTensor, $"there is no tensor '{Tensor}' with the embeddings of the tasks.", weights, Tensor);
        if (!info.DType.IsFloatingPoint())
            throw new AdapterFormatException(AdapterFormatError.DTypeMismatch, $"'{Tensor}' is {info.DType}; expected floating-point numbers.", weights, Tensor);
        if (info.Shape.Count != 2 || info.Shape[0] != names.Count || info.Shape[1] != embeddingSize)
            throw new AdapterFormatException(AdapterFormatError.ShapeMismatch,
                $"'{Tensor}' is [{string.Join(", ", info.Shape)}]; {Names} and the hypernetwork ask for [{names.Count}, {embeddingSize}].", weights, Tensor);
        var embeddings = file.Read(Tensor).To(TensorDType.F32);
        if (FiniteNumbers.FirstOther(embeddings.Bytes.Span) >= 0)
            throw new AdapterFormatException(AdapterFormatError.NotFinite, $"'{Tensor}' holds NaN or infinity.", weights, Tensor);
        try
        {
            return new KnownTasks(names, embeddings, quantiles);
        }
        catch (ArgumentException error)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidConfig, error.Message, path, inner: error);
        }
    }

    private static (IReadOnlyList<string> Names, IReadOnlyDictionary<double, double> Quantiles) ReadNames(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > MaxBytes)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the file has {length} bytes, the limit is {MaxBytes}.", path);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format || root.GetProperty("version").GetInt32() != 1)
                throw Refuse(path, $"expected format {Format}, version 1.");
            return (ReadTasks(root.GetProperty("tasks"), path), ReadQuantiles(root.GetProperty("quantiles"), path));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidJson, $"not the tasks of a hypernetwork: {e.Message}", path, inner: e);
        }
    }

    private static List<string> ReadTasks(JsonElement list, string path)
    {
        var count = list.GetArrayLength();
        if (count is 0 or > MaxTasks)
            throw Refuse(path, $"there are {count} tasks; expected 1 to {MaxTasks}.");
        var names = new List<string>(count);
        foreach (var item in list.EnumerateArray())
        {
            var name = item.GetString();
            if (name is not { Length: > 0 and <= MaxNameLength } || name.Any(char.IsControl))
                throw Refuse(path, $"task {names.Count} has no name of 1 to {MaxNameLength} printable characters.");
            names.Add(name);
        }

        return names;
    }

    private static Dictionary<double, double> ReadQuantiles(JsonElement table, string path)
    {
        var quantiles = new Dictionary<double, double>();
        foreach (var entry in table.EnumerateObject().Take(MaxQuantiles))
        {
            var (share, distance) = (double.Parse(entry.Name, NumberStyles.Float, CultureInfo.InvariantCulture), entry.Value.GetDouble());
            if (share is not (>= 0 and <= 1) || distance is not (>= -0.001 and <= 2.001))
                throw Refuse(path, $"quantile {share} is {distance}; expected shares of 0 to 1 and distances of 0 to 2.");
            quantiles[share] = distance;
        }

        return quantiles;
    }

    private static AdapterFormatException Refuse(string path, string message) => new(AdapterFormatError.InvalidConfig, message, path);
}
