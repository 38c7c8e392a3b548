using T2L.Api.Webhooks;

namespace T2L.Api.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    // printf '1700000000.{"a":1}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
    [Fact]
    public void Is_what_openssl_makes_of_seconds_a_dot_and_the_body() => Assert.Equal(
        "t=1700000000,v1=03348adc068f3e120398d321e294ed21d5531ba19808733437c88c51d9ffdb14",
        WebhookSignature.Of("{\"a\":1}"u8, Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), DateTimeOffset.FromUnixTimeSeconds(1700000000)));
}
