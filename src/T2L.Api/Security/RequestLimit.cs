using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace T2L.Api.Security;

/// <summary>Addresses that take files have a limit of their own, <see cref="ApiOptions.MaxUploadBytes"/>; all others have <see cref="ApiOptions.MaxRequestBytes"/>.</summary>
internal static class RequestLimit
{
    /// <summary>Says that an address takes files.</summary>
    public static TBuilder TakesUploads<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(Uploads.Value);

    public static bool TakesUploads(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Uploads>() is not null;

    public static void UseRequestLimits(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>();
        app.Use((http, next) =>
        {
            if (TakesUploads(http) && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = options.Value.MaxUploadBytes;
            return next(http);
        });
    }

    private sealed class Uploads
    {
        public static readonly Uploads Value = new();
    }
}
