using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace T2L.Api.Pages;

/// <summary>
/// A page: a Razor component, rendered whole before the first byte is sent, so that a failure is an answer of its own and never half a page.
/// </summary>
/// <remarks>
/// The component has one parameter, <c>Model</c>, and puts its content into <see cref="Layout.Shell"/>. Rendered by <see cref="HtmlRenderer"/> and not by
/// <c>AddRazorComponents</c>, which would bring antiforgery and with it a key ring written to the user's home.
/// </remarks>
internal sealed class PageResult : IResult, IStatusCodeHttpResult, IContentTypeHttpResult
{
    private readonly Type _component;
    private readonly object _model;
    private readonly int _status;

    private PageResult(Type component, object model, int status) => (_component, _model, _status) = (component, model, status);

    /// <inheritdoc/>
    public int? StatusCode => _status;

    /// <inheritdoc/>
    public string ContentType => "text/html; charset=utf-8";

    /// <summary>A page.</summary>
    /// <typeparam name="T">Its component.</typeparam>
    /// <param name="model">What the component's parameter <c>Model</c> gets.</param>
    /// <param name="status">The HTTP status.</param>
    public static PageResult Of<T>(object model, int status = StatusCodes.Status200OK)
        where T : IComponent => new(typeof(T), model, status);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var html = await RenderAsync(httpContext.RequestServices);
        var response = httpContext.Response;
        (response.StatusCode, response.ContentType) = (_status, ContentType);
        response.Headers.CacheControl = "no-cache";
        // One address, two answers: see which headers choose between them.
        response.Headers.Vary = "Accept, X-Fragment";
        await response.WriteAsync(html, httpContext.RequestAborted);
    }

    private async Task<string> RenderAsync(IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Model"] = _model });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync(_component, parameters)).ToHtmlString());
    }
}
