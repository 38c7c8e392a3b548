using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using T2L.Adapters;
using T2L.Api.Adapters;
using T2L.Api.Security;
using T2L.Registry;
using T2L.Registry.Publishing;

namespace T2L.Api.Exchange;

internal static class ImportAdapterHandler
{
    public static async Task<Results<Created<AdapterResponse>, Ok<AdapterResponse>, ProblemHttpResult>> ImportAdapter(
        HttpContext http, [FromQuery(Name = "name")] string? name, [FromQuery(Name = "description")] string? description,
        AdapterUpload upload, AdapterPublisher publisher, AdapterNews news, CancellationToken cancellationToken)
    {
        // Before a gigabyte was sent for nothing.
        if (Fault(name, description) is { } early)
            return early;
        var received = await upload.ReceiveAsync(http, cancellationToken);
        name ??= received.Fields.GetValueOrDefault("name");
        description ??= received.Fields.GetValueOrDefault("description");
        if (Fault(name, description) is { } late)
            return late;
        return await PublishAsync(received.Adapter, new Provenance { Description = description, Source = AdapterSource.Upload }, name, publisher, news, cancellationToken);
    }

    public static async Task<Results<Created<AdapterResponse>, Ok<AdapterResponse>, ProblemHttpResult>> ImportFromHub(
        ImportFromHubRequest request, HubImport hub, AdapterPublisher publisher, AdapterNews news, CancellationToken cancellationToken)
    {
        var (adapter, origin) = await hub.FetchAsync(request.Repo!, request.Revision ?? "main", cancellationToken);
        return await PublishAsync(adapter, new Provenance { Description = request.Description, Source = AdapterSource.Hub, Hub = origin }, request.Name, publisher, news, cancellationToken);
    }

    private static async Task<Results<Created<AdapterResponse>, Ok<AdapterResponse>, ProblemHttpResult>> PublishAsync(
        AnyAdapter adapter, Provenance provenance, string? name, AdapterPublisher publisher, AdapterNews news, CancellationToken cancellationToken)
    {
        var published = await publisher.PublishAsync(adapter, provenance with { Actor = Caller.Current.Actor }, name, cancellationToken);
        if (!published.IsNew)
            return TypedResults.Ok(AdapterResponse.Of(published.Entry));
        await news.AnnounceAsync(published.Entry);
        return TypedResults.Created($"/v1/adapters/{published.Entry.Id}", AdapterResponse.Of(published.Entry));
    }

    private static ProblemHttpResult? Fault(string? name, string? description)
    {
        if (name is not null && AdapterName.NewFault(name) is { } wrong)
            return Problems.Invalid("name", wrong);
        return description is not null && TaskDescription.Fault(description) is { } fault ? Problems.Invalid("description", fault) : null;
    }
}
