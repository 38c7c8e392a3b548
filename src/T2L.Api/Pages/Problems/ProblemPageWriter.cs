using Microsoft.Extensions.Options;

namespace T2L.Api.Pages.Problems;

/// <summary>Writes a problem as a page where a browser asked for a page. Everybody else gets JSON from the framework's writer, which comes after this one.</summary>
/// <param name="options">Completes a problem the way the JSON is completed.</param>
internal sealed class ProblemPageWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => PageAddress.WantsPage(context.HttpContext.Request);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        options.Value.CustomizeProblemDetails?.Invoke(context);
        var status = problem.Status ?? http.Response.StatusCode;
        var model = new ProblemModel(status, problem.Title ?? "", problem.Detail ?? "", problem.Extensions["traceId"] as string ?? http.TraceIdentifier, http.Request.Path + http.Request.QueryString);
        await PageResult.Of<ProblemPage>(model, status).ExecuteAsync(http);
    }
}
