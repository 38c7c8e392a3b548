using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Adapters;
using T2L.Api.Security;
using T2L.Registry.Metadata;

namespace T2L.Api.Metadata;

internal static class CardHandlers
{
    public const string MediaType = "text/markdown";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<ContentHttpResult> GetCard(string name, HttpContext http, AdapterMetadata metadata, CancellationToken cancellationToken) =>
        Answer(http, await metadata.FindCardAsync(AdapterQueries.Reference(name), cancellationToken));

    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> PutCard(string name, HttpContext http, AdapterMetadata metadata, CancellationToken cancellationToken)
    {
        var (expected, fault) = MetadataTag.Expected(http.Request);
        if (fault is not null)
            return Problems.Invalid("headers", fault);
        var (text, problem) = await ReadAsync(http.Request, cancellationToken);
        if (problem is not null)
            return problem;
        var (card, isNew) = await metadata.WriteCardAsync(AdapterQueries.Reference(name), text!, Caller.Current.Actor, expected, cancellationToken);
        return Answer(http, card, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteCard(string name, HttpContext http, AdapterMetadata metadata, CancellationToken cancellationToken)
    {
        var (expected, fault) = MetadataTag.Expected(http.Request);
        if (fault is not null)
            return Problems.Invalid("headers", fault);
        await metadata.RemoveCardAsync(AdapterQueries.Reference(name), Caller.Current.Actor, expected, cancellationToken);
        return TypedResults.NoContent();
    }

    // One byte more than is allowed tells a longer card, without reading all of it.
    private static async Task<(string? Text, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = new byte[CardText.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > CardText.MaxBytes)
            return (null, TypedResults.Problem(Problems.Details(ErrorCode.RequestTooLarge, $"The card has more than {CardText.MaxBytes} bytes, which is all that is kept. Shorten it, or link to the rest.")));
        try
        {
            var text = Strict.GetString(bytes, 0, length).TrimStart('\uFEFF');
            return CardText.Fault(text) is { } fault ? (null, Problems.Invalid("body", fault)) : (text, null);
        }
        catch (DecoderFallbackException)
        {
            return (null, Problems.Invalid("body", "The card is not UTF-8. Save it as UTF-8 and send it again."));
        }
    }

    private static ContentHttpResult Answer(HttpContext http, CardEntry card, int status = StatusCodes.Status200OK)
    {
        MetadataTag.Set(http, card.Change);
        return TypedResults.Text(card.Text, MediaType, Encoding.UTF8, status);
    }
}
