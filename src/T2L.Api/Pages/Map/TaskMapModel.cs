using T2L.Registry.Map;

namespace T2L.Api.Pages.Map;

/// <summary>What the page of the map says before its points are there.</summary>
public sealed record TaskMapModel
{
    /// <summary>Most adapters on a map.</summary>
    public static int MaxPoints => AdapterMap.MaxPoints;
}
