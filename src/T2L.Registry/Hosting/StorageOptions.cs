namespace T2L.Registry.Hosting;

/// <summary>Where T2L keeps what it makes; section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Storage";

    /// <summary>
    /// A directory; a relative one starts at the host's content root. Default <c>.t2l</c>. The embedded PostgreSQL is in its
    /// <c>postgres</c>, blobs are in its <c>blobs</c> unless <see cref="BlobOptions.Root"/> says otherwise.
    /// </summary>
    public string Root { get; set; } = ".t2l";
}
