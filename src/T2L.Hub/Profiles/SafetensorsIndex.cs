using System.Text.Json;

namespace T2L.Hub.Profiles;

/// <summary>The shards that a model's index names.</summary>
internal static class SafetensorsIndex
{
    public const string FileName = "model.safetensors.index.json";
    private const long MaxBytes = 64 << 20;

    public static IReadOnlyList<string> Shards(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
            throw Bad(path, $"it has more than {MaxBytes} bytes");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.GetProperty("weight_map").EnumerateObject().Select(entry => entry.Value.GetString() ?? "").Distinct()];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Bad(path, "it is not the index of a model's shards", exception);
        }
    }

    private static HubException Bad(string path, string why, Exception? inner = null) => new(HubError.CacheUnusable, $"'{path}' cannot be used: {why}. Delete it and pull again.", inner);
}
