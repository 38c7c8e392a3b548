using Microsoft.AspNetCore.Diagnostics;

namespace T2L.Api;

/// <summary>Answers an exception that no handler expected with its problem; what is our fault is logged.</summary>
internal sealed partial class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        var problem = Problems.From(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError)
            Log.RequestFailed(logger, httpContext.Request.Method, httpContext.Request.Path, exception);
        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = problem,
            Exception = exception,
        });
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7001, Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
        public static partial void RequestFailed(ILogger logger, string method, string path, Exception exception);
    }
}
