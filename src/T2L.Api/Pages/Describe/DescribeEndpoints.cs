using T2L.Api.Security;
using T2L.Registry.Aliases;
using T2L.Registry.Keys;

namespace T2L.Api.Pages.Describe;

/// <summary><c>/describe</c>: write a task, get an adapter, try it.</summary>
internal static class DescribeEndpoints
{
    public static void MapDescribe(this IEndpointRouteBuilder pages) => pages.MapGet("/describe", Show);

    private static PageResult Show(AdapterAliases aliases, string? text = null) => PageResult.Of<DescribePage>(new DescribeModel(
        text ?? "", Caller.Current.May(KeyScope.Write) && (!aliases.RuleOf(AliasRules.Champion).Protected || Caller.Current.May(KeyScope.Approve))));
}
