using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

public sealed class AdaptersServerTests
{
    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("")]
    public async Task A_server_s_address_of_another_kind_is_refused(string address) =>
        (await ProgramRun.InProcessAsync("adapters", "list", "--server", address)).Refuses(2, $"--server is '{address}'; expected an address such as http://127.0.0.1:8080");

    [Fact]
    public async Task A_server_that_does_not_answer_is_named() =>
        (await ProgramRun.InProcessAsync("adapters", "list", "--server", "http://127.0.0.1:9")).Refuses(1, "127.0.0.1:9");

    [Fact]
    public async Task A_search_needs_something_to_search_for()
    {
        using var folder = new TemporaryDirectory();
        (await ProgramRun.InProcessAsync("adapters", "search", "--server", "http://127.0.0.1:9")).Refuses(2, "Say what to search for: words, or a task with --like.");
    }
}
