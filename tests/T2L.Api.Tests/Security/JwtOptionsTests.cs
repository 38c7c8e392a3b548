using T2L.Api.Security;

namespace T2L.Api.Tests.Security;

public sealed class JwtOptionsTests
{
    [Fact]
    public void Nothing_is_fine_and_so_is_a_provider()
    {
        Assert.Null(new JwtOptions().Fault());
        Assert.Null(new JwtOptions { Audience = "t2l", Authority = "https://id.example" }.Fault());
    }

    [Fact]
    public void What_would_let_in_strangers_is_refused()
    {
        Assert.StartsWith("Api:Jwt:Audience is empty", new JwtOptions { Authority = "https://id.example" }.Fault(), StringComparison.Ordinal);
        Assert.StartsWith("Api:Jwt has 0 sources of keys", new JwtOptions { Audience = "t2l" }.Fault(), StringComparison.Ordinal);
        Assert.StartsWith("Api:Jwt has 2 sources of keys", new JwtOptions { Audience = "t2l", Authority = "https://id.example", Jwks = "keys.json" }.Fault(), StringComparison.Ordinal);
        Assert.StartsWith("Api:Jwt:Issuer is empty", new JwtOptions { Audience = "t2l", Jwks = "keys.json" }.Fault(), StringComparison.Ordinal);
        Assert.StartsWith("Api:Jwt:SigningKey is not base64", new JwtOptions { Audience = "t2l", Issuer = "x", SigningKey = "short" }.Fault(), StringComparison.Ordinal);
    }
}
