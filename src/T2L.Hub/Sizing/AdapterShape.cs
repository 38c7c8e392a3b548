using System.Text.Json;

namespace T2L.Hub.Sizing;

/// <summary>As much of an <c>adapter_config.json</c> as says how large an adapter is.</summary>
internal sealed record AdapterShape(long Rank, IReadOnlyList<string> Modules)
{
    /// <summary>What the official runs use.</summary>
    public static AdapterShape Usual { get; } = new(8, ["q_proj", "v_proj"]);

    /// <summary>Reads it; null where it says nothing usable.</summary>
    public static AdapterShape? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty("r").TryGetInt64(out var rank) && rank is > 0 and <= 4096
                ? new AdapterShape(rank, [.. document.RootElement.GetProperty("target_modules").EnumerateArray().Select(module => module.GetString() ?? "").Distinct()])
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Numbers of one adapter; null where a module is not known.</summary>
    public long? Parameters(ModelShape model)
    {
        var shapes = Modules.Select(model.Projection).ToList();
        return shapes.Contains(null) ? null : model.Layers * Rank * shapes.Sum(shape => shape!.Value.In + shape.Value.Out);
    }
}
