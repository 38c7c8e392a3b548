namespace T2L.Api.Pages.Map;

/// <summary><c>/map</c>: all adapters by what their tasks mean. The points come as JSON, from <c>/v1/adapters/map</c>.</summary>
internal static class TaskMapEndpoints
{
    public static void MapTaskMap(this IEndpointRouteBuilder pages) => pages.MapGet("/map", () => (IResult)PageResult.Of<TaskMapPage>(new TaskMapModel()));
}
