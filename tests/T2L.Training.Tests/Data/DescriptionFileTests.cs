using System.IO.Compression;
using System.Text;
using T2L.Adapters;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Rows;
using T2L.Training.Running;

namespace T2L.Training.Tests.Data;

public sealed class DescriptionFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_tasks_packed_or_not(bool packed)
    {
        var tasks = DescriptionFile.Read(Write(Encoding.UTF8.GetBytes($"{Line("a")}\n\r\n{Line("b", ",\"name\":7")}"), packed));

        Assert.Equal(["a", "b"], tasks.Select(task => task.Id));
        Assert.All(tasks, task => Assert.Equal(Texts(task.Id).Order(), task.Training.Concat(task.HeldOut).Order()));
    }

    [Fact]
    public void Reads_lines_across_the_borders_of_its_buffer()
    {
        var ids = Enumerable.Range(0, 200).Select(i => $"task {i} {new string('x', 13 * i)}").ToList();

        Assert.Equal(ids, DescriptionFile.Read(Write(string.Join('\n', ids.Select(id => Line(id))))).Select(task => task.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_what_comes_through_a_pipe(bool packed)
    {
        var bytes = await File.ReadAllBytesAsync(Write(Encoding.UTF8.GetBytes($"{Line("a")}\n{Line("b")}"), packed));

        var tasks = await Fifo.ReadAsync(_directory.File("pipe"), bytes, DescriptionFile.Read);

        Assert.Equal(["a", "b"], tasks.Select(task => task.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_digest_is_that_of_the_bytes_that_were_read(bool packed)
    {
        var bytes = await File.ReadAllBytesAsync(Write(Encoding.UTF8.GetBytes($"{Line("a")}\n{Line("b")}"), packed));

        var read = await Fifo.ReadAsync(_directory.File("pipe"), bytes, DescriptionFile.ReadOnce);

        Assert.Equal(new DescriptionsRecord("pipe", 2, Digest.Of(bytes).Hex), read.Record);
        Assert.Equal(read.Record! with { File = "tasks" }, DescriptionFile.ReadOnce(_directory.File("tasks")).Record);
    }

    [Fact]
    public void A_text_given_twice_counts_once()
    {
        var twice = Line("a").Replace("[", "[\"a does 0\",", StringComparison.Ordinal);

        var task = DescriptionFile.Read(Write($"{twice}\n{Line("b")}"))[0];

        Assert.Equal(Texts("a").Length, task.Training.Count + task.HeldOut.Count);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "", "the file has 0 tasks" },
        { Line("a"), "the file has 1 tasks; to tell tasks apart it takes two." },
        { $"{Line("a")}\n{Line("a")}", "row 2 has the task 'a', which an earlier row has too." },
        { $"{Line("a")}\n[1]", "row 2 is a list, expected an object" },
        { $"{Line("a")}\n{{\"task\": \"b\", ", "row 2 is not valid JSON" },
        { "{\"descriptions\": []}", "row 1 has no 'task'; it has descriptions." },
        { "{\"task\": \"a\"}", "row 1 has no 'descriptions'; it has task." },
        { "{\"task\": \"a\", \"descriptions\": 3}", "row 1: 'descriptions' is 3, expected a list of texts." },
        { "{\"task\": \"a\", \"descriptions\": [[\"x\"]]}", "'descriptions[0]' is" },
        { "{\"task\": \" \", \"descriptions\": [\"x\"]}", "'task' has 1 characters" },
        { "{\"task\": \"a\", \"descriptions\": [\"x\", \" \"]}", "'descriptions[1]' has 1 characters" },
        { $"{{\"task\": \"a\", \"descriptions\": [\"{new string('x', 4097)}\"]}}", "'descriptions[0]' has 4097 characters" },
        { "{\"task\": \"a\", \"descriptions\": [\"x\"]}", "row 1: 1 descriptions give" },
        { "{\"task\": \"\\ud800\", \"descriptions\": [\"x\"]}", "row 1: 'task' is no Unicode text" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_what_is_no_list_of_tasks(string text, string sentence)
    {
        var path = Write(text);

        var refusal = Assert.Throws<DataFormatException>(() => DescriptionFile.Read(path));

        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_line_that_unpacks_to_more_than_the_limit()
    {
        var path = Write(Encoding.UTF8.GetBytes(new string(' ', DescriptionFile.MaxLineBytes + 1)), packed: true);

        Assert.True(new FileInfo(path).Length < 200_000);
        Assert.Contains("row 1 is longer than 4194304 bytes", Assert.Throws<DataFormatException>(() => DescriptionFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_damaged_package()
    {
        var path = Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF], packed: false);

        Assert.Contains("the file cannot be read", Assert.Throws<DataFormatException>(() => DescriptionFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_missing_file() =>
        Assert.Contains("the file does not exist", Assert.Throws<DataFormatException>(() => DescriptionFile.Read(_directory.File("none"))).Message, StringComparison.Ordinal);

    public void Dispose() => _directory.Dispose();

    private static string[] Texts(string id) => [.. Enumerable.Range(0, 40).Select(i => $"{id} does {i}")];

    private static string Line(string id, string more = "") =>
        $"{{\"task\":\"{id}\"{more},\"descriptions\":[{string.Join(',', Texts(id).Select(text => $"\"{text}\""))}]}}";

    private string Write(string text) => Write(Encoding.UTF8.GetBytes(text), packed: false);

    private string Write(byte[] bytes, bool packed)
    {
        var path = _directory.File("tasks");
        using var file = File.Create(path);
        using Stream stream = packed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(bytes);
        return path;
    }
}
