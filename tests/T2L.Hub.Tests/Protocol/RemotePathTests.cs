using T2L.Hub.Protocol;

namespace T2L.Hub.Tests.Protocol;

public sealed class RemotePathTests
{
    [Theory]
    [InlineData("config.json")]
    [InlineData("trained_t2l/gemma_2b_t2l/hypermod.pt")]
    [InlineData(".gitattributes")]
    [InlineData("..almost/..")]
    [InlineData("日本語/😀.bin")]
    public void Judges_ordinary_paths(string path) => Assert.Equal(path.EndsWith("/..", StringComparison.Ordinal) ? "leaves its folder" : null, RemotePath.Fault(path, windows: false));

    [Theory]
    [InlineData("con")]
    [InlineData("folder/NUL.txt")]
    [InlineData("COM1 .json")]
    [InlineData("c:evil")]
    [InlineData("file.")]
    [InlineData("file ")]
    [InlineData("a|b")]
    public void Refuses_names_that_mean_something_else_on_windows(string path)
    {
        Assert.NotNull(RemotePath.Fault(path, windows: true));
        Assert.Null(RemotePath.Fault(path, windows: false));
    }

    [Fact]
    public void Refuses_what_no_folder_can_hold()
    {
        Assert.NotNull(RemotePath.Fault(new string('a', 256), windows: false));
        Assert.NotNull(RemotePath.Fault(string.Join('/', Enumerable.Repeat("a", 33)), windows: false));
        Assert.NotNull(RemotePath.Fault(string.Join('/', Enumerable.Repeat(new string('a', 200), 11)), windows: false));
    }

    [Fact]
    public void Words_of_a_server_cannot_write_to_the_terminal()
    {
        var shown = RemotePath.Printable("\u001b[31m\u009b2J\r\n\ud800" + new string('x', 500));
        Assert.DoesNotContain(shown, character => char.IsControl(character) || char.IsSurrogate(character));
        Assert.InRange(shown.Length, 100, 200);
    }
}
