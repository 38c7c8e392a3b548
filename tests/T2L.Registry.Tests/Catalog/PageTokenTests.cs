using T2L.Registry.Catalog;

namespace T2L.Registry.Tests.Catalog;

public sealed class PageTokenTests
{
    [Fact]
    public void A_token_survives_its_text()
    {
        var token = new PageToken(new DateTimeOffset(2026, 11, 2, 8, 0, 0, 123, 456, TimeSpan.Zero), Guid.NewGuid());

        Assert.Equal(token, PageToken.Parse(token.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("////////////////////////////////")]
    [InlineData("________________________________")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("f_______________________________")]
    public void Refuses_what_was_not_given_out(string text)
    {
        var error = Assert.Throws<PageTokenException>(() => PageToken.Parse(text));

        Assert.StartsWith($"Page token '{text}' is not one", error.Message, StringComparison.Ordinal);
    }
}
