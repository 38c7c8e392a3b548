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
            Explain(problem, problem.Status ?? http.Response.StatusCode);
        problem.Extensions["traceId"] = Activity.Current?.Id ?? http.TraceIdentifier;
        var kind = ErrorCode.All.First(known => known.Code.Equals(problem.Extensions["code"]));
        if (kind.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Explain(ProblemDetails problem, int status)
    {
        var explained = Problems.From(status);
        (problem.Type, problem.Title, problem.Detail) = (explained.Type, explained.Title, explained.Detail);
        problem.Extensions["code"] = explained.Extensions["code"];
    }
}
