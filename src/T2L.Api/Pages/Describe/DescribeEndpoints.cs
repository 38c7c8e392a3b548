namespace T2L.Api.Pages.Describe;

/// <summary><c>/describe</c>: write a task, get an adapter, try it.</summary>
internal static class DescribeEndpoints
{
    public static void MapDescribe(this IEndpointRouteBuilder pages) => pages.MapGet("/describe", Show);

    private static PageResult Show(string? text = null) => PageResult.Of<DescribePage>(new DescribeModel(text ?? ""));
}
