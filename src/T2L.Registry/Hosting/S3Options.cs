using System.ComponentModel.DataAnnotations;

namespace T2L.Registry.Hosting;

/// <summary>An S3-compatible store; section <c>Blobs:S3</c>. Looked at only where <c>Blobs:Store</c> is <c>S3</c>.</summary>
public sealed class S3Options
{
    /// <summary>Address of the service, for instance <c>https://minio:9000</c>. Default empty: Amazon's, in the region.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The bucket; it must be there.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>The region that requests are signed for. Default <c>us-east-1</c>.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>What stands before every key, for instance <c>t2l/</c>. Default empty.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Whether the bucket stands in the path and not in the host's name. Default false; most services that are not Amazon's want true.</summary>
    public bool PathStyle { get; set; }

    /// <summary>Who signs. Default empty: what the AWS tools use (environment, profile, the machine's role).</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>What it is signed with; goes with <see cref="AccessKey"/>.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>Blobs above this are sent in parts of this size, in bytes. Default 16,777,216.</summary>
    [Range(5242880, 1073741824)]
    public int PartBytes { get; set; } = 16777216;

    /// <summary>Seconds that one request may take. Default 100.</summary>
    [Range(1, 3600)]
    public int TimeoutSeconds { get; set; } = 100;

    /// <summary>How often a request that failed is sent again. Default 4.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 4;

    /// <summary>Minutes that a presigned address is good for. Default 15.</summary>
    [Range(1, 1440)]
    public int PresignMinutes { get; set; } = 15;
}
