using System.Text.Json.Serialization;
using T2L.Adapters.Svf.Mixing;
using T2L.Registry.Publishing;

namespace T2L.Api.Adapters;

/// <summary>Body of <c>POST /v1/adapters/mix</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MixAdaptersRequest
{
    /// <summary>The SVF experts to mix, 2 to 64.</summary>
    public IReadOnlyList<MixPartBody?>? Parts { get; init; }

    /// <summary>Examples, 3 to 64, by which the worker finds weights for the parts, which have none then.</summary>
    public IReadOnlyList<ExampleBody?>? Examples { get; init; }

    /// <summary>Generations of the search with examples, 1 to 50, 20 when left out; each asks all examples 32 times.</summary>
    public int? Generations { get; init; }

    /// <summary>Start of the search's random numbers, 0 when left out; the same request finds the same mix.</summary>
    public long? Seed { get; init; }

    /// <summary>What is added up: <c>gate</c> (default), or <c>raw</c> as the official code does.</summary>
    public string? Space { get; init; }

    /// <summary>Name to publish under, for instance <c>mixed/both</c>; left out, one is made of the digest.</summary>
    public string? Name { get; init; }

    /// <summary>The mix as the registry knows it; fields that are not there are empty and refused with their place.</summary>
    public MixOrder ToOrder() => ToOrder(place => Parts![place]?.Weight);

    /// <summary>The same with other weights.</summary>
    public MixOrder ToOrder(Func<int, double?> weights) => new(
        [.. (Parts ?? []).Select((part, place) => new MixOrderPart(part?.Adapter, weights(place)))], MixSpaceNames.Parse(Space) ?? MixSpace.Gate, Name);
}

/// <summary>One expert of a mix.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MixPartBody
{
    /// <summary>Id, digest, name (its newest version) or name:version of an SVF expert.</summary>
    public string? Adapter { get; init; }

    /// <summary>Its weight, 0 or more; in raw space any. Only the ratios of weights count. Left out where there are examples.</summary>
    public double? Weight { get; init; }
}
