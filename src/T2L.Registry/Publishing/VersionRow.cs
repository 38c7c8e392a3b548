using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Registry.Data;

namespace T2L.Registry.Publishing;

internal static class VersionRow
{
    /// <summary>The row of an adapter, before it has a name and a number.</summary>
    internal static AdapterVersion Of(AnyAdapter adapter, Provenance provenance, AdapterManifest manifest, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Digest = manifest.Digest,
        Kind = adapter.Kind,
        AdapterId = Guid.Empty,
        Version = 0,
        Source = provenance.Source ?? (provenance.Mix is not null ? AdapterSource.Mix : provenance.Hypernetwork is not null ? AdapterSource.Generated : null),
        HubRepository = provenance.Hub?.Repository,
        HubCommit = provenance.Hub?.Commit,
        Description = provenance.Description,
        Embedding = provenance.Embedding,
        BaseModel = adapter.BaseModel,
        BaseModelDigest = provenance.BaseModel,
        HypernetworkDigest = provenance.Hypernetwork,
        EncoderDigest = provenance.Encoder,
        Seed = provenance.Seed,
        Report = provenance.Report,
        Rank = adapter.Lora?.Config.Rank,
        Alpha = adapter.Lora?.Config.Alpha,
        Mix = provenance.Mix,
        TargetModules = [.. adapter.TargetModules],
        Parameters = adapter.ParameterCount,
        Bytes = manifest.Files.Sum(x => x.Bytes),
        CreatedAt = now,
    };
}
