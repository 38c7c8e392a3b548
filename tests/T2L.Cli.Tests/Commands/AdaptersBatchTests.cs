using T2L.Cli.Commands;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

[Collection(OneConsole.Name)]
public sealed class AdaptersBatchTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_is_a_description_or_an_order_as_JSON()
    {
        var orders = BatchFile.Read(Write("Write it backwards.\n\n   Count the letters.  \r\n{\"description\": \"Sort.\", \"name\": \"list/sort\", \"seed\": 3, \"examples\": [{\"input\": \"b a\", \"answer\": \"a b\"}]}\n"));

        Assert.Equal(["Write it backwards.", "Count the letters.", "Sort."], orders.Select(order => order.Description));
        Assert.Equal(("list/sort", 3L, "a b"), (orders[2].Name, orders[2].Seed, orders[2].Examples![0].Answer));
    }

    [Theory]
    [InlineData("", "tasks.txt has no descriptions; expected one a line.")]
    [InlineData("Fine.\n{\"description\": 3}\n", "tasks.txt, line 2 is no order: expected a JSON object with description, and name, examples and seed where wanted ($.description).")]
    [InlineData("Fine.\n{\"text\": \"Sort.\"}\n", "tasks.txt, line 2 is no order")]
    [InlineData("Fine.\n\n{\"name\": \"a/b\"}\n", "tasks.txt, line 3: Task description is empty.")]
    [InlineData("{\"description\": \"Sort.\", \"name\": \"A b\"}", "tasks.txt, line 1: Adapter name 'A b' cannot be used")]
    [InlineData("{\"description\": \"Sort.\", \"examples\": [{\"input\": \"a\"}]}", "tasks.txt, line 1: Example 1: answer is missing or empty.")]
    public async Task What_is_no_order_is_refused_by_its_line_before_anything_is_sent(string content, string sentence) =>
        (await ProgramRun.InProcessAsync("adapters", "batch", Write(content), "--server", "http://127.0.0.1:9")).Refuses(2, sentence);

    [Fact]
    public async Task A_file_that_is_not_there_is_named() => (await ProgramRun.InProcessAsync("adapters", "batch", "/nowhere/tasks.txt")).Refuses(2, "'/nowhere/tasks.txt' does not exist.");

    [Theory]
    [InlineData("batch", "tasks.txt")]
    [InlineData("make", "Write it backwards.")]
    public async Task What_is_made_here_is_waited_for(string verb, string argument) =>
        (await ProgramRun.InProcessAsync("adapters", verb, argument, "--no-wait")).Refuses(2, "--no-wait needs --server");

    [Fact]
    public void Progress_tells_rate_and_time_left()
    {
        Assert.Equal("batch  30/90 (33 %)  2.0 adapters/s  0:15 elapsed, 0:30 left", BatchProgress.Line(30, 90, failed: 0, TimeSpan.FromSeconds(15)));
        Assert.Equal("batch  0/90 (0 %)  0.0 adapters/s  0:15 elapsed, 2 failed", BatchProgress.Line(0, 90, failed: 2, TimeSpan.FromSeconds(15)));
    }

    private string Write(string content)
    {
        File.WriteAllText(_folder.File("tasks.txt"), content);
        return _folder.File("tasks.txt");
    }
}
