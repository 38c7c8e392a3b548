using Microsoft.AspNetCore.Http.HttpResults;
using T2L.Api.Security;
using T2L.Contracts;
using T2L.Registry.Publishing;

namespace T2L.Api.Adapters;

internal static class MixAdaptersHandler
{
    private const int DefaultGenerations = 20;

    public static async Task<Results<Created<AdapterResponse>, Ok<AdapterResponse>>> MixAdapters(
        MixAdaptersRequest request, ExpertMixer mixer, IInferenceEngine engine, AdapterNews news, CancellationToken cancellationToken)
    {
        var order = request.Examples is null ? request.ToOrder() : await FoundAsync(request, mixer, engine, cancellationToken);
        var published = await mixer.MixAsync(order with { Actor = Caller.Current.Actor }, cancellationToken: cancellationToken);
        if (!published.IsNew)
            return TypedResults.Ok(AdapterResponse.Of(published.Entry));
        await news.AnnounceAsync(published.Entry);
        return TypedResults.Created($"/v1/adapters/{published.Entry.Id}", AdapterResponse.Of(published.Entry));
    }

    private static async Task<MixOrder> FoundAsync(MixAdaptersRequest request, ExpertMixer mixer, IInferenceEngine engine, CancellationToken cancellationToken)
    {
        var experts = await mixer.FindAsync(request.ToOrder(), cancellationToken);
        var wanted = new WantedMix(
            [.. experts.Select(expert => expert.Digest.Value)], [.. request.Examples!.Select(example => example!.ToExample())], request.Generations ?? DefaultGenerations, request.Seed ?? 0);
        var found = await engine.SearchMixAsync(wanted, cancellationToken);
        return found.Helps
            ? request.ToOrder(place => found.Weights[place]) with { Search = found.Search }
            : throw new MixException(
                $"No mix of these {experts.Count} experts does better on the {wanted.Examples.Count} examples than the base model, which answers {found.Search.ExactBefore} of them exactly. Nothing was published; try other experts, or ask the base model.");
    }
}
