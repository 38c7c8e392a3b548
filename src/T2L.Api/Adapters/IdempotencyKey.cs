using System.Security.Cryptography;
using System.Text;

namespace T2L.Api.Adapters;

/// <summary>The header <c>Idempotency-Key</c>: who does not know whether an order arrived sends it again under the same key, and it is carried out once.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 255, GuidBytes = 16;

    /// <summary>The job's id that follows from the key; null without one.</summary>
    /// <returns>The id, or what is wrong with the header.</returns>
    public static (Guid? Job, string? Fault) Of(HttpRequest request)
    {
        if (request.Headers[Header] is not { Count: > 0 } values)
            return (null, null);
        var key = values.ToString();
        return values.Count == 1 && key.Length is >= 1 and <= MaxLength && key.All(c => c is > ' ' and <= '~')
            ? (JobOf(key), null)
            : (null, $"{Header} is not 1 to {MaxLength} visible ASCII characters; expected something unique to this order, for instance a UUID.");
    }

    // Version 8 is the one whose bits mean what their maker likes: here the key, hashed.
    private static Guid JobOf(string key)
    {
        var bytes = SHA256.HashData(Encoding.ASCII.GetBytes("generate-adapter " + key)).AsSpan(0, GuidBytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
