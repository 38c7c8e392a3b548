using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace T2L.Api;

/// <summary>Makes every error of the API a problem with a type link, a code and a trace id, also those of the framework.</summary>
internal static class ProblemServices
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
        services.AddExceptionHandler<ProblemHandler>();
        // In production the framework answers a body it cannot read with an empty 400; thrown, it gets words.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    private static void Complete(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        if (!problem.Extensions.ContainsKey("code"))
            Explain(problem, http);
        problem.Extensions["traceId"] = Activity.Current?.Id ?? http.TraceIdentifier;
        var kind = ErrorCode.All.First(known => known.Code.Equals(problem.Extensions["code"]));
        if (kind.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    // A status without words comes from the framework: no route, wrong method.
    private static void Explain(ProblemDetails problem, HttpContext http)
    {
        var kind = ErrorCode.ForStatus(problem.Status ?? http.Response.StatusCode);
        var explained = Problems.Details(kind, $"{kind.Title}: {http.Request.Method} {http.Request.Path}. /openapi/v1.json lists all addresses.");
        (problem.Type, problem.Title, problem.Detail) = (explained.Type, explained.Title, explained.Detail);
        problem.Extensions["code"] = kind.Code;
    }
}
