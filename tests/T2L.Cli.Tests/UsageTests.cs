using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests;

[Collection(OneConsole.Name)]
public sealed class UsageTests
{
    [Theory]
    [InlineData("", "Task description is empty")]
    [InlineData(" \t ", "Task description is empty")]
    [InlineData("Write\u0007 it.", "U+0007")]
    public async Task Refuses_a_description_that_is_no_text(string description, string part)
    {
        using var temporary = new TemporaryDirectory();
        (await ProgramRun.InProcessAsync("adapt", description)).Refuses(2, part);
        (await ProgramRun.InProcessAsync("generate", "--description", description, "--out", temporary.File("out"))).Refuses(2, part);
        (await ProgramRun.InProcessAsync("embed", "--text", description, "--out", temporary.File("out"))).Refuses(2, "Description 1", part);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path));
    }

    [Fact]
    public async Task Refuses_a_description_of_4097_characters()
    {
        using var temporary = new TemporaryDirectory();
        var description = new string('x', 4097);
        (await ProgramRun.InProcessAsync("adapt", description)).Refuses(2, "4097", "4096");
        (await ProgramRun.InProcessAsync("generate", "--description", description, "--out", temporary.File("out"))).Refuses(2, "4097", "4096");
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path));
    }

    [Theory]
    [InlineData("--model")]
    [InlineData("--hypernetwork")]
    [InlineData("--encoder")]
    public async Task Adapt_refuses_a_folder_that_does_not_exist(string option) =>
        (await ProgramRun.InProcessAsync("adapt", "Write the word backwards.", option, "/nowhere/at-all")).Refuses(2, option, "/nowhere/at-all");

    [Fact]
    public async Task Adapt_refuses_examples_that_are_none_by_their_line()
    {
        using var temporary = new TemporaryDirectory();
        File.WriteAllText(temporary.File("e.jsonl"), "{\"input\": \"stone\", \"answer\": \"enots\"}\n{\"input\": \"river\"}\n");

        (await ProgramRun.InProcessAsync("adapt", "Reverse it.", "--examples", temporary.File("e.jsonl"))).Refuses(2, "e.jsonl, line 2: answer is missing");
        (await ProgramRun.InProcessAsync("adapt", "Reverse it.", "--examples", "/nowhere/e.jsonl")).Refuses(2, "/nowhere/e.jsonl");
    }

    [Theory]
    [InlineData("4,x")]
    [InlineData("-1")]
    [InlineData("65")]
    [InlineData("")]
    public async Task Eval_refuses_numbers_of_examples_out_of_range(string list) =>
        (await ProgramRun.InProcessAsync("eval", "--with-examples", list)).Refuses(2, "--with-examples");

    [Theory]
    [InlineData("--nonsense", "doctor", "--nonsense")]
    [InlineData("'fly'", "fly")]
    [InlineData("--out", "generate", "--description", "Write the word backwards.")]
    [InlineData("'adapt'", "adapt")]
    [InlineData("ommand", "adapters")]
    [InlineData("--help")]
    public async Task Refuses_what_is_no_command_line(string part, params string[] arguments) =>
        (await ProgramRun.InProcessAsync(arguments)).Refuses(2, part, "--help");

    [Theory]
    [InlineData("--limit is 0; expected 1 to 200", "adapters", "list", "--limit", "0")]
    [InlineData("--max-tokens is 0", "adapt", "Reverse it.", "--max-tokens", "0")]
    [InlineData("--seed needs --examples", "adapt", "Reverse it.", "--seed", "3")]
    public async Task Refuses_a_number_out_of_range(string part, params string[] arguments) =>
        (await ProgramRun.InProcessAsync(arguments)).Refuses(2, part);

    [Theory]
    [InlineData("not-an-address")]
    [InlineData("ftp://127.0.0.1:8080")]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://192.0.2.7:8080")]
    public async Task Serve_refuses_addresses_that_are_none_or_reach_beyond_this_machine(string urls) =>
        (await ProgramRun.InProcessAsync("serve", "--urls", urls)).Refuses(2, urls, "http://127.0.0.1:8080");

    [Theory]
    [InlineData("worker")]
    [InlineData("api")]
    public async Task Roles_apart_refuse_the_bus_in_memory(string role) =>
        (await ProgramRun.InProcessAsync(role)).Refuses(2, "InMemory", "Bus__Transport=RabbitMq");

    [Fact]
    public async Task Serve_refuses_a_port_in_use_before_it_starts_anything()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";
        (await ProgramRun.InProcessAsync("serve", "--urls", url)).Refuses(2, url, "in use", "--urls");
    }

    [Theory]
    [InlineData("adapters", "list")]
    [InlineData("adapt", "Write the word backwards.")]
    public async Task A_server_that_does_not_answer_is_one_line_and_exit_1(params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["ConnectionStrings__Registry"] = "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=3" };
        (await ProgramRun.ChildAsync(environment, arguments)).Refuses(1, "PostgreSQL", "127.0.0.1");
    }
}
