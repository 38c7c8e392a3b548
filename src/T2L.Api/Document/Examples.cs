namespace T2L.Api.Document;

/// <summary>What an address is sent, for example. A value of the request's own type: it says what the type can say, in the spelling that the type has.</summary>
/// <param name="Body">The body.</param>
/// <param name="TextAs">The media type of a body that is text and that the handler reads itself; null for JSON.</param>
internal sealed record RequestExample(object Body, string? TextAs = null);

/// <summary>What an address answers, for example.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
internal sealed record ResponseExample(int Status, object Body);

/// <summary>What stands for a parameter, for example.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">The value.</param>
/// <param name="Required">The address does not answer without it.</param>
internal sealed record ParameterExample(string Name, object Value, bool Required = false);

/// <summary>Says beside an address what the OpenAPI document shows of it. A test sends all of it to a server.</summary>
internal static class Examples
{
    /// <summary>Shows a body to send.</summary>
    public static RouteHandlerBuilder Sends<T>(this RouteHandlerBuilder route, T body)
        where T : class => route.WithMetadata(new RequestExample(body));

    /// <summary>Shows a body that is text, and that it is one.</summary>
    public static RouteHandlerBuilder SendsText(this RouteHandlerBuilder route, string mediaType, string text) => route.WithMetadata(new RequestExample(text, mediaType));

    /// <summary>Shows an answer.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status, T body)
        where T : class => route.WithMetadata(new ResponseExample(status, body));

    /// <summary>Shows the answer 200.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, T body)
        where T : class => route.Answers(StatusCodes.Status200OK, body);

    /// <summary>Shows a parameter's value, where the usual one of its name does not do.</summary>
    public static RouteHandlerBuilder Given(this RouteHandlerBuilder route, string parameter, object value, bool required = false) =>
        route.WithMetadata(new ParameterExample(parameter, value, required));
}
