using T2L.Adapters;
using T2L.Registry.Map;

namespace T2L.Api.Adapters;

/// <summary>The adapters in two dimensions, by what their tasks mean.</summary>
/// <param name="Encoders">Digests of the text encoders that adapters were made with; each has a map of its own.</param>
/// <param name="Encoder">Whose map this is; null where no adapter has a task embedding.</param>
/// <param name="IsSample">There are more adapters than points; these are a sample, the same every time.</param>
/// <param name="Explained">The share of the embeddings' variation along x and along y, 0 to 1.</param>
/// <param name="Points">The adapters.</param>
internal sealed record AdapterMapResponse(IReadOnlyList<string> Encoders, string? Encoder, bool IsSample, IReadOnlyList<double> Explained, IReadOnlyList<MapPointResponse> Points)
{
    public static AdapterMapResponse Of(TaskMap map) =>
        new([.. map.Encoders.Select(encoder => encoder.Value)], map.Encoder?.Value, map.IsSample, map.Explained, [.. map.Points.Select(MapPointResponse.Of)]);
}

/// <summary>One adapter on the map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its number under that name.</param>
/// <param name="Kind"><c>lora</c> or <c>svf</c>.</param>
/// <param name="BaseModel">The model it fits.</param>
/// <param name="Description">The beginning of the task it was made for.</param>
/// <param name="X">Along the direction in which the embeddings differ most.</param>
/// <param name="Y">Along the next one.</param>
internal sealed record MapPointResponse(string Name, int Version, string Kind, string BaseModel, string? Description, double X, double Y)
{
    private const int MaxDescription = 100, Digits = 5;

    public static MapPointResponse Of(MapPoint point) =>
        new(point.Name, point.Version, point.Kind.NameOf(), point.BaseModel, Beginning(point.Description), Math.Round(point.X, Digits), Math.Round(point.Y, Digits));

    private static string? Beginning(string? text) =>
        text is { Length: > MaxDescription } ? string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MaxDescription - 1]) ? MaxDescription - 1 : MaxDescription), "…") : text;
}
