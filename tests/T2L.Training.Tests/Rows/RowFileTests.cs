using System.Text;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Rows;

public sealed class RowFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Theory]
    [InlineData("{\"a\": 1}\n{\"a\": 2}\n")]
    [InlineData("{\"a\": 1}\r\n\n  \n{\"a\": 2}")]
    [InlineData("\ufeff{\"a\": 1}\n{\"a\": 2}")]
    [InlineData("[{\"a\": 1}, {\"a\": 2}]")]
    [InlineData(" \n[\n{\"a\": 1},\n{\"a\": 2}\n]")]
    public void Reads_lines_and_lists(string text)
    {
        var rows = Open(text);

        Assert.Equal(["1", "2"], Enumerable.Range(0, rows.Count).Select(i => rows.Read(i).Text("a")));
    }

    [Fact]
    public void Finds_rows_across_the_borders_of_its_buffer()
    {
        var texts = Enumerable.Range(0, 400).Select(i => new string((char)('a' + i % 26), 7 * i)).ToList();

        var rows = Open(string.Join('\n', texts.Select(text => $$"""{"a": "{{text}}"}""")));

        Assert.Equal(texts, Enumerable.Range(0, rows.Count).Select(i => rows.Read(i).Text("a")));
    }

    [Theory]
    [InlineData("{\"a\": 1}\n\n{\"a\": \n", "row 2 is not valid JSON")]
    [InlineData("{\"a\": 1}\n7", "row 2 is a number, expected an object of names and values.")]
    [InlineData("{\"a\": 1}\n{\"b\": 1, \"b\": 2}", "row 2 has 'b' twice.")]
    [InlineData("[{\"a\": 1}, \"x\"]", "row 2 is a text, expected an object")]
    [InlineData("[{\"a\": 1}", "the file is not valid JSON")]
    [InlineData("{\"a\": \"\\ud800\"}", "row 1: 'a' is no Unicode text")]
    [InlineData("\n \n", "the file has no rows.")]
    [InlineData("[]", "the file has no rows.")]
    public void Refuses_what_is_not_rows(string text, string sentence)
    {
        var refusal = Assert.Throws<DataFormatException>(() =>
        {
            var rows = Open(text);
            for (var i = 0; i < rows.Count; i++)
                rows.Read(i).Text("a");
        });

        Assert.StartsWith(_path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_line_longer_than_the_limit() =>
        Assert.Contains("row 2 is longer than 4194304 bytes", Assert.Throws<DataFormatException>(
            () => Open("{\"a\": 1}\n{\"a\": \"" + new string('x', 5 << 20) + "\"}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_file_that_is_not_there() => Assert.Throws<DataFormatException>(() => RowFile.Open(_path + ".none"));

    private RowFile Open(string text)
    {
        File.WriteAllText(_path, text, new UTF8Encoding(false));
        return RowFile.Open(_path);
    }

    public void Dispose() => File.Delete(_path);
}
