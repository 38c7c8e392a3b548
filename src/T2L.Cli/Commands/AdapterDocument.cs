using T2L.Adapters;
using T2L.Client.Adapters;
using T2L.Registry.Catalog;
using T2L.Registry.Quality;

namespace T2L.Cli.Commands;

/// <summary>A published adapter as <c>--json</c> prints it beside other things.</summary>
internal static class AdapterDocument
{
    public static object Of(AdapterInfo entry) => new
    {
        entry.Id, entry.Digest, entry.Kind, entry.Name, entry.Version, entry.Description, entry.BaseModel, entry.Rank, entry.Alpha, entry.TargetModules,
        entry.Parameters, entry.Bytes, HypernetworkDigest = entry.Hypernetwork, EncoderDigest = entry.Encoder, entry.Mix, entry.Aliases,
        entry.Status, entry.Owner, entry.Tags, entry.Properties, entry.CreatedAt,
    };

    /// <summary>The same of an entry of the registry.</summary>
    public static object Of(CatalogEntry entry) => new
    {
        entry.Id, Digest = entry.Digest.Value, Kind = entry.Kind.NameOf(), entry.Name, entry.Version, entry.Description, entry.BaseModel, entry.Rank, entry.Alpha, entry.TargetModules,
        entry.Parameters, entry.Bytes, HypernetworkDigest = entry.HypernetworkDigest?.Value, EncoderDigest = entry.EncoderDigest?.Value, entry.Mix, entry.Aliases,
        Status = entry.Status.NameOf(), entry.Owner, entry.Tags, entry.Properties, entry.CreatedAt,
    };
}
