namespace T2L.Api.Document;

/// <summary>What stands for parameters that many addresses have.</summary>
internal static class UsualParameters
{
    public static IReadOnlyDictionary<string, object> InPaths { get; } = new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["reference"] = Demo.Adapter,
        ["name"] = Demo.Adapter,
        ["alias"] = Demo.Alias,
    };

    public static IReadOnlyDictionary<string, object> InQueries { get; } = new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["limit"] = 20,
        ["page"] = Demo.Page,
    };
}
