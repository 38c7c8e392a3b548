using T2L.Testing;
using T2L.Training.Recipes;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Recipes;

public sealed class OracleIndexTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void Comes_back_from_its_file()
    {
        new OracleIndex(3, 8, [new("reverse/plain", "reverse.plain", 0.5)]).Write(_folder.Path);

        var read = OracleIndex.Read(_folder.Path);

        Assert.Equal((3, 8), (read.Seed, read.Rank));
        Assert.Equal([new("reverse/plain", "reverse.plain", 0.5)], read.Tasks);
    }

    [Theory]
    [InlineData("{", "the file is damaged")]
    [InlineData("null", "the file holds no list of tasks.")]
    [InlineData("""{"tasks": [null]}""", "'tasks[0]' has no task or no folder.")]
    [InlineData("""{"tasks": [{"task": null, "folder": "a"}]}""", "'tasks[0]' has no task or no folder.")]
    [InlineData("""{"tasks": [{"task": "a", "folder": ""}]}""", "'tasks[0]' has no task or no folder.")]
    [InlineData("""{"tasks": [{"task": "a", "folder": "/etc/x"}]}""", "'tasks[0].folder' is '/etc/x', expected the name of a folder beside the file.")]
    [InlineData("""{"tasks": [{"task": "a", "folder": "../.."}]}""", "'tasks[0].folder' is '../..'")]
    [InlineData("""{"tasks": [{"task": "a", "folder": ".."}]}""", "'tasks[0].folder' is '..'")]
    [InlineData("""{"tasks": [{"task": "a", "folder": "x"}, {"task": "a", "folder": "y"}]}""", "the task 'a' is there twice.")]
    public void Refuses_what_is_no_list_of_folders(string json, string sentence)
    {
        File.WriteAllText(_folder.File(OracleIndex.Name), json);

        var refusal = Assert.Throws<DataFormatException>(() => OracleIndex.Read(_folder.Path));

        Assert.StartsWith(_folder.File(OracleIndex.Name), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_file_that_is_too_large()
    {
        using (var file = File.Create(_folder.File(OracleIndex.Name)))
            file.SetLength((16 << 20) + 1);

        Assert.Contains("the limit is 16777216", Assert.Throws<DataFormatException>(() => OracleIndex.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
