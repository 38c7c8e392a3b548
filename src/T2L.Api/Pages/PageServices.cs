using T2L.Api.Pages.Compare;
using T2L.Api.Pages.Describe;
using T2L.Api.Pages.Detail;
using T2L.Api.Pages.Experts;
using T2L.Api.Pages.Home;
using T2L.Api.Pages.Jobs;
using T2L.Api.Pages.Map;
using T2L.Api.Pages.Problems;
namespace T2L.Api.Pages;

/// <summary>The catalog in a browser: pages that the API serves beside <c>/v1</c>.</summary>
internal static class PageServices
{
    /// <summary>Adds what the pages need. Before <see cref="ProblemServices.AddProblems"/>, so that a browser gets a page where a program gets JSON.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, ProblemPageWriter>();
        services.AddSingleton<NearInMeaning>();
        services.AddSingleton<DetailReader>();
    }

    /// <summary>Maps every page and what they load. They are for people, so the OpenAPI document leaves them out.</summary>
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription();
        PageAsset.Map(pages);
        pages.MapHome();
        pages.MapDetail();
        pages.MapCompare();
        pages.MapDescribe();
        pages.MapJobPages();
        pages.MapExperts();
        pages.MapTaskMap();
    }
}
