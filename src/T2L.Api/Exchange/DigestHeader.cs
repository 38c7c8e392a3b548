namespace T2L.Api.Exchange;

/// <summary>The headers <c>Content-Digest</c> and <c>Repr-Digest</c> (RFC 9530): what the sender says that the bytes are.</summary>
internal static class DigestHeader
{
    private const string Sha256 = "sha-256";

    /// <summary>Digest of bytes, as the header has it.</summary>
    public static string Of(ReadOnlySpan<byte> sha256) => $"{Sha256}=:{Convert.ToBase64String(sha256)}:";

    /// <summary>Refuses a body that is not what its headers say; other algorithms than SHA-256 are passed over.</summary>
    public static void Check(HttpRequest request, ReadOnlySpan<byte> sha256)
    {
        foreach (var header in new[] { "Content-Digest", "Repr-Digest" })
        {
            foreach (var item in request.Headers[header].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
            {
                if (!item.StartsWith(Sha256 + "=", StringComparison.OrdinalIgnoreCase))
                    continue;
                if (!item[(Sha256.Length + 1)..].Equals($":{Convert.ToBase64String(sha256)}:", StringComparison.Ordinal))
                    throw new UploadException(ErrorCode.DigestMismatch, $"{header} is '{item}'; the bytes that arrived are '{Of(sha256)}'. Nothing was kept; send them again.");
            }
        }
    }
}
