using T2L.Testing;

namespace T2L.Hub.Tests;

public sealed class HubEnvironmentTests
{
    [Fact]
    public void Defaults_are_those_of_the_hubs_own_clients()
    {
        var options = Read([("HOME", "/home/ann")]);
        Assert.Equal(("https://huggingface.co/", "/home/ann/.cache/huggingface/hub", false), (options.Endpoint.AbsoluteUri, options.CacheRoot, options.Offline));
        Assert.Null(options.Token);
    }

    [Fact]
    public void More_special_variables_win()
    {
        Assert.Equal("/data/hf/hub", Read([("HF_HOME", "/data/hf")]).CacheRoot);
        Assert.Equal("/xdg/huggingface/hub", Read([("XDG_CACHE_HOME", "/xdg")]).CacheRoot);
        Assert.Equal("/cache", Read([("HF_HOME", "/data/hf"), ("HF_HUB_CACHE", "/cache")]).CacheRoot);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void Offline_is_what_the_hubs_own_clients_take_for_true(string value, bool offline) => Assert.Equal(offline, Read([("HOME", "/h"), ("HF_HUB_OFFLINE", value)]).Offline);

    [Fact]
    public void Token_comes_from_the_variable_or_from_its_file()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.File("token"), "hf_file\n");
        Assert.Equal("hf_file", Read([("HF_HOME", folder.Path)]).Token);
        Assert.Equal("hf_file", Read([("HF_HOME", "/none"), ("HF_TOKEN_PATH", folder.File("token"))]).Token);
        Assert.Equal("hf_variable", Read([("HF_HOME", folder.Path), ("HF_TOKEN", " hf_variable ")]).Token);
    }

    [Theory]
    [InlineData("HF_ENDPOINT", "huggingface.co")]
    [InlineData("HF_ENDPOINT", "file:///etc")]
    [InlineData("HF_ENDPOINT", "https://user:pass@hub.example")]
    [InlineData("HF_TOKEN", "hf_x\r\nHost: evil")]
    [InlineData("HF_HUB_DOWNLOAD_TIMEOUT", "soon")]
    public void Values_that_cannot_be_used_are_told_by_name(string name, string value)
    {
        var exception = Assert.Throws<HubException>(() => Read([("HOME", "/h"), (name, value)]));
        Assert.Equal(HubError.BadSetting, exception.Error);
        Assert.StartsWith(name, exception.Message, StringComparison.Ordinal);
        Assert.True(name != "HF_TOKEN" || !exception.Message.Contains("evil", StringComparison.Ordinal));
    }

    private static HubOptions Read((string Name, string Value)[] variables) =>
        HubEnvironment.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
