using T2L.Contracts;
using T2L.Registry.Catalog;

namespace T2L.Api.Completions;

/// <summary>Answer of <c>GET /v1/models</c>.</summary>
/// <param name="Object">Always <c>list</c>.</param>
/// <param name="Data">The base model, then the newest adapters.</param>
internal sealed record ModelList(string Object, IReadOnlyList<ModelItem> Data);

/// <summary>Something that can be asked as <c>model</c>.</summary>
/// <param name="Id">The base model's name, or the adapter's name with its version.</param>
/// <param name="Object">Always <c>model</c>.</param>
/// <param name="Created">When, in seconds since 1970; 0 for the base model.</param>
/// <param name="OwnedBy">Always <c>t2l</c>.</param>
/// <param name="Digest">Digest of the model or of the adapter.</param>
/// <param name="Parent">The base model of an adapter; null for the base model.</param>
internal sealed record ModelItem(string Id, string Object, long Created, string OwnedBy, string Digest, string? Parent)
{
    public static ModelItem Of(EngineInfo info) => new(info.Model, "model", 0, "t2l", info.Digest, null);

    public static ModelItem Of(CatalogEntry adapter) => new(
        $"{adapter.Name}:{adapter.Version}", "model", adapter.CreatedAt.ToUnixTimeSeconds(), "t2l", adapter.Digest.Value, adapter.BaseModel);
}
