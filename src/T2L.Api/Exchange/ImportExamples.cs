using T2L.Adapters.Origin;
using T2L.Api.Adapters;
using T2L.Registry.Publishing;

namespace T2L.Api.Exchange;

/// <summary>What the OpenAPI document shows of imports.</summary>
internal static class ImportExamples
{
    public static ImportFromHubRequest FromHub { get; } = new() { Repo = "acme/reverse-lora", Revision = "main", Name = "demo/fetched", Description = "Write the word backwards." };

    public static AdapterResponse Sent { get; } = AdapterExamples.Adapter with { Source = AdapterSource.Upload };

    public static AdapterResponse Fetched { get; } = AdapterExamples.Adapter with
    {
        Name = "demo/fetched", Version = 1, Source = AdapterSource.Hub, Hub = new HubOrigin("acme/reverse-lora", "0123456789abcdef0123456789abcdef01234567"), Hypernetwork = null, Encoder = null, Aliases = [],
    };
}
