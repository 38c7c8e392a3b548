namespace T2L.Registry.Hosting;

/// <summary>Where the bytes of adapters are; section <c>Blobs</c>.</summary>
public sealed class BlobOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Blobs";

    /// <summary>Kind of store. Default <c>Files</c>, which is the only one so far.</summary>
    public string Store { get; set; } = "Files";

    /// <summary>The directory of the <c>Files</c> store; a relative one starts at the host's content root. Default empty: <c>blobs</c> below <c>Storage:Root</c>.</summary>
    public string Root { get; set; } = "";
}
