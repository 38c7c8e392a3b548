using System.ComponentModel.DataAnnotations;

namespace T2L.Api.Exchange;

/// <summary>Section <c>Api:Hub</c>: adapters that this server fetches from the hub (<c>HF_ENDPOINT</c>), within the limits of <c>Api:MaxUploadBytes</c> and <c>Api:Upload</c>.</summary>
public sealed class HubImportOptions
{
    /// <summary>Whether it fetches any. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether this machine's token (<c>HF_TOKEN</c>) goes along. Default false: with it, whoever may import sees what its owner may.</summary>
    public bool SendToken { get; set; }

    /// <summary>Seconds that fetching may take. Default 300.</summary>
    [Range(1, 3600)]
    public int TimeoutSeconds { get; set; } = 300;
}
