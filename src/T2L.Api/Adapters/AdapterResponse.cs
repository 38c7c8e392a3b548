using T2L.Adapters;
using T2L.Adapters.Origin;
using T2L.Registry.Catalog;
using T2L.Registry.Metadata;
using T2L.Registry.Quality;

namespace T2L.Api.Adapters;

/// <summary>A published adapter.</summary>
/// <param name="Id">Identity of the version.</param>
/// <param name="Digest">What its bytes are, <c>sha256:</c> and 64 digits; it never changes.</param>
/// <param name="Kind"><c>lora</c>, or <c>svf</c> for an expert.</param>
/// <param name="Name">The name it is published under.</param>
/// <param name="Version">Its number under that name.</param>
/// <param name="Source">By which way it came in: <c>upload</c>, <c>import</c>, <c>hub</c>, <c>generated</c> or <c>mix</c>; null where nobody said.</param>
/// <param name="Hub">The repository on the hub, and the commit, that it was fetched from; null for any other adapter.</param>
/// <param name="Description">The task it was made for.</param>
/// <param name="BaseModel">The model it fits.</param>
/// <param name="BaseModelDigest">Digest of that model, where the registry knows which one was meant.</param>
/// <param name="BaseModelRevision">That model's revision on the hub, where it is known.</param>
/// <param name="Rank">Rank of its factors; null for an expert.</param>
/// <param name="Alpha">Alpha; its scaling is alpha / rank. Null for an expert.</param>
/// <param name="TargetModules">The projections it changes.</param>
/// <param name="Parameters">Number of its weights.</param>
/// <param name="Bytes">Size of its files together.</param>
/// <param name="Hypernetwork">Digest of the hypernetwork that wrote it; null for an imported adapter.</param>
/// <param name="Encoder">Digest of the text encoder that read the description.</param>
/// <param name="Seed">Seed of the generation, where it used one.</param>
/// <param name="Novelty">How far the description is from the hypernetwork's training tasks; null where they are not known.</param>
/// <param name="Search">The search with examples that found it; null where there was none.</param>
/// <param name="Mix">The experts that it was mixed from, and their weights; null for any other adapter.</param>
/// <param name="Aliases">The aliases that point at it, by name.</param>
/// <param name="Status">What is known of its quality: <c>pending</c> until a worker has loaded it, <c>ready</c>, or <c>quarantined</c>.</param>
/// <param name="Score">The best of its newest accuracies, one for each suite, 0 to 1; null where none is known.</param>
/// <param name="Owner">Whose the adapter is, of all its versions; null for nobody.</param>
/// <param name="Tags">The adapter's tags.</param>
/// <param name="Properties">The adapter's properties by key: texts, numbers, true and false.</param>
/// <param name="CreatedAt">When it was published.</param>
/// <param name="Similarity">Cosine of its task and the one that was asked for; null where none was, or where its words were found.</param>
internal sealed record AdapterResponse(
    Guid Id,
    string Digest,
    string Kind,
    string Name,
    int Version,
    string? Source,
    HubOrigin? Hub,
    string? Description,
    string BaseModel,
    string? BaseModelDigest,
    string? BaseModelRevision,
    int? Rank,
    double? Alpha,
    IReadOnlyList<string> TargetModules,
    long Parameters,
    long Bytes,
    string? Hypernetwork,
    string? Encoder,
    long? Seed,
    Novelty? Novelty,
    SearchRecord? Search,
    MixRecord? Mix,
    IReadOnlyList<string> Aliases,
    string Status,
    double? Score,
    string? Owner,
    IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, PropertyValue> Properties,
    DateTimeOffset CreatedAt,
    double? Similarity)
{
    public static AdapterResponse Of(CatalogEntry entry) => new(
        entry.Id,
        entry.Digest.Value,
        entry.Kind.NameOf(),
        entry.Name,
        entry.Version,
        entry.Source,
        entry.Hub,
        entry.Description,
        entry.BaseModel,
        entry.BaseModelDigest?.Value,
        entry.BaseModelRevision,
        entry.Rank,
        entry.Alpha,
        entry.TargetModules,
        entry.Parameters,
        entry.Bytes,
        entry.HypernetworkDigest?.Value,
        entry.EncoderDigest?.Value,
        entry.Seed,
        entry.Report?.Novelty,
        entry.Report?.Search,
        entry.Mix,
        entry.Aliases,
        entry.Status.NameOf(),
        entry.Score,
        entry.Owner,
        entry.Tags,
        entry.Properties,
        entry.CreatedAt,
        entry.Similarity);
}

/// <summary>A part of the catalog.</summary>
/// <param name="Items">The adapters.</param>
/// <param name="NextPage">Send it as <c>page</c> for the part after this one; null at the end.</param>
internal sealed record AdapterListResponse(IReadOnlyList<AdapterResponse> Items, string? NextPage)
{
    public static AdapterListResponse Of(CatalogPage page) => new([.. page.Items.Select(AdapterResponse.Of)], page.Next);
}
