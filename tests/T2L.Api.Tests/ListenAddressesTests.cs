namespace T2L.Api.Tests;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://LOCALHOST:0;http://[::1]:8080")]
    [InlineData("http://127.8.9.10:1")]
    [InlineData("http://unix:/run/t2l.sock")]
    public void Takes_addresses_of_this_machine(string urls) => Assert.Null(ListenAddresses.Problem(urls, allowRemote: false));

    [Theory]
    [InlineData("http://0.0.0.0:8080", "http://0.0.0.0:8080")]
    [InlineData("http://*:8080", "http://*:8080")]
    [InlineData("http://[::]:8080", "http://[::]:8080")]
    [InlineData("http://127.0.0.1:8080; http://10.0.0.3:80", "http://10.0.0.3:80")]
    [InlineData("http://localhost.example.org:80", "http://localhost.example.org:80")]
    public void Refuses_addresses_that_other_machines_reach(string urls, string named)
    {
        var problem = ListenAddresses.Problem(urls, allowRemote: false);

        Assert.Equal(
            $"Api:Urls has '{named}', which other machines reach, and nobody is asked who they are. "
            + "Set Api:Authentication to Required and make a key (./t2l keys create --name me --scopes admin), use a loopback address such as http://127.0.0.1:8080, or let everybody in by setting Api:AllowRemote to true.",
            problem);
        Assert.Null(ListenAddresses.Problem(urls, allowRemote: false, asksCallers: true));
        Assert.Null(ListenAddresses.Problem(urls, allowRemote: true));
    }

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://")]
    public void Refuses_what_is_no_address(string urls) => Assert.Equal(
        $"Api:Urls has '{urls}'; expected addresses such as http://127.0.0.1:8080, separated by semicolons.",
        ListenAddresses.Problem(urls, allowRemote: true));
}
