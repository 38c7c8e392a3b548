using Microsoft.AspNetCore.Http;

namespace T2L.Hub.Tests.Server;

/// <summary>Ways to bend a fake hub.</summary>
internal static class Disturbed
{
    /// <summary>Sends some of the bytes and cuts the connection.</summary>
    public static async Task CutAsync(HttpContext context, ReadOnlyMemory<byte> bytes, int after)
    {
        await context.Response.StartAsync();
        await context.Response.Body.WriteAsync(bytes[..Math.Min(after, bytes.Length)]);
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    /// <summary>Answers addresses that contain a part with a status.</summary>
    public static Func<HttpContext, Task<bool>> Answer(string part, int status, string? code = null, int times = int.MaxValue, Action<HttpContext>? with = null) => context =>
    {
        if (!context.Request.Path.Value!.Contains(part, StringComparison.Ordinal) || Interlocked.Decrement(ref times) < 0)
            return Task.FromResult(false);
        context.Response.StatusCode = status;
        if (code is not null)
            context.Response.Headers["X-Error-Code"] = code;
        with?.Invoke(context);
        return Task.FromResult(true);
    };
}
