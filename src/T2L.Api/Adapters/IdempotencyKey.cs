using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using T2L.Registry.Tenants;

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
        var (key, fault) = Read(request);
        return (key is null ? null : JobOf("generate-adapter " + key), fault);
    }

    /// <summary>The ids of the jobs of an order of many; null without a key.</summary>
    /// <returns>The id by the job's place, or what is wrong with the header.</returns>
    public static (Func<int, Guid>? Jobs, string? Fault) OfBatch(HttpRequest request)
    {
        var (key, fault) = Read(request);
        return (key is null ? null : place => JobOf(string.Create(CultureInfo.InvariantCulture, $"generate-adapters {place} {key}")), fault);
    }

    private static (string? Key, string? Fault) Read(HttpRequest request)
    {
        if (request.Headers[Header] is not { Count: > 0 } values)
            return (null, null);
        var key = values.ToString();
        return values.Count == 1 && key.Length is >= 1 and <= MaxLength && key.All(c => c is > ' ' and <= '~')
            ? (key, null)
            : (null, $"{Header} is not 1 to {MaxLength} visible ASCII characters; expected something unique to this order, for instance a UUID.");
    }

    // Two tenants may use the same key. Neither a key nor a tenant's name holds a space.
    private static string Whose() => TenantScope.Tenant is null or TenantName.Default ? "" : " " + TenantScope.Tenant;

    // Version 8 is the one whose bits mean what their maker likes: here the key, hashed.
    private static Guid JobOf(string text)
    {
        var bytes = SHA256.HashData(Encoding.ASCII.GetBytes(text + Whose())).AsSpan(0, GuidBytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
