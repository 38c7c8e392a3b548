namespace T2L.Registry.Hosting;

/// <summary>Words what is wrong with section <c>Blobs:S3</c>. Keys are never repeated.</summary>
internal static class S3Check
{
    private const int MaxPrefix = 256;

    internal static IEnumerable<string> Faults(S3Options options)
    {
        if (options.Bucket.Length is < 3 or > 63 || !options.Bucket.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-'))
            yield return $"Blobs:S3:Bucket is '{options.Bucket}'; expected the name of a bucket, 3 to 63 of a-z, 0-9, '.' and '-', because Blobs:Store is S3.";
        if (options.Endpoint.Length > 0 && !(Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.UserInfo.Length == 0))
            yield return "Blobs:S3:Endpoint is no address; expected for instance 'https://minio:9000', without a user in it, or nothing for Amazon's (default nothing).";
        if (string.IsNullOrWhiteSpace(options.Region))
            yield return "Blobs:S3:Region is empty; expected for instance us-east-1 (default us-east-1).";
        if (options.Prefix.Length > MaxPrefix || options.Prefix.StartsWith('/') || options.Prefix.Split('/').Any(part => part is "." or "..") || options.Prefix.Any(char.IsControl))
            yield return $"Blobs:S3:Prefix is '{options.Prefix}'; expected up to {MaxPrefix} characters such as 't2l/' (default empty).";
        if ((options.AccessKey.Length == 0) != (options.SecretKey.Length == 0))
            yield return $"Blobs:S3:{(options.AccessKey.Length == 0 ? "AccessKey" : "SecretKey")} is empty while the other of the two is set; expected both, or neither to use what the AWS tools use.";
        foreach (var fault in RegistryOptionsCheck.Ranges("Blobs:S3", options, new S3Options()))
            yield return fault;
    }
}
