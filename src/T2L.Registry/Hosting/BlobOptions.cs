namespace T2L.Registry.Hosting;

/// <summary>Where the bytes of adapters are; section <c>Blobs</c>.</summary>
public sealed class BlobOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Blobs";

    /// <summary>Kind of store. <c>Files</c> or <c>S3</c>. Default <c>Files</c>.</summary>
    public string Store { get; set; } = "Files";

    /// <summary>The directory of the <c>Files</c> store; a relative one starts at the host's content root. Default empty: <c>blobs</c> below <c>Storage:Root</c>.</summary>
    public string Root { get; set; } = "";

    /// <summary>The store where <see cref="Store"/> is <c>S3</c>.</summary>
    public S3Options S3 { get; set; } = new();
}
