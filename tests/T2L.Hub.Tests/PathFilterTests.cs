namespace T2L.Hub.Tests;

public sealed class PathFilterTests
{
    [Theory]
    [InlineData("*.json", "config.json", true)]
    [InlineData("*.json", "onnx/config.json", true)] // as the hub's own clients: a star passes slashes
    [InlineData("*.json", "config.jsonl", false)]
    [InlineData("onnx/", "onnx/model.onnx", true)]
    [InlineData("onnx/", "onnx", false)]
    [InlineData("model-0000?-of-00002.safetensors", "model-00001-of-00002.safetensors", true)]
    [InlineData("[a-c].txt", "b.txt", true)]
    [InlineData("[!a-c].txt", "b.txt", false)]
    [InlineData("[!a-c].txt", "x.txt", true)]
    [InlineData("a[.txt", "a[.txt", true)]
    [InlineData("[]].txt", "].txt", true)]
    [InlineData("a+(b)$", "a+(b)$", true)]
    public void Matches_as_the_hubs_own_clients_do(string pattern, string path, bool matches) => Assert.Equal(matches, new PathFilter([pattern], []).Matches(path));

    [Theory]
    [InlineData("")]
    [InlineData("[z-a]")]
    public void Refuses_patterns_that_mean_nothing(string pattern) => Assert.Throws<HubException>(() => new PathFilter([pattern], []));

    [Fact]
    public void Long_patterns_end_in_time() => Assert.False(new PathFilter([string.Concat(Enumerable.Repeat("*a", 400)) + "b"], []).Matches(new string('a', 2000)));
}
