using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace T2L.Api.Webhooks;

/// <summary>
/// The header <c>T2L-Signature: t=SECONDS,v1=HEX</c>: HMAC-SHA256, with the webhook's secret, of the seconds since 1970, a dot, and the body as it is sent. Who checks it also refuses
/// seconds long past, so that a message that was overheard cannot be sent again.
/// </summary>
internal static class WebhookSignature
{
    public const string Header = "T2L-Signature";

    public static string Of(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(seconds + "."), .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, signed))}";
    }
}
