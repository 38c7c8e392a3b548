using T2L.Cli.Tests.Support;

namespace T2L.Cli.Tests.Commands;

[Collection(OneConsole.Name)]
public sealed class TrainSourceTests
{
    [Fact]
    public async Task Refuses_a_number_of_tasks_where_a_list_says_which() =>
        (await ProgramRun.InProcessAsync("train", "sft", "--base", "b", "--encoder", "e", "--out", "o", "--list", "l", "--tasks", "t", "--data", "d", "--training-tasks", "4"))
            .Refuses(2, "--training-tasks", "n_train_ds");

    [Theory]
    [InlineData("--chat-template", "t2l-mistral")]
    [InlineData("--max-length", "64")]
    public async Task Refuses_what_the_suite_would_pass_over(string option, string value) =>
        (await ProgramRun.InProcessAsync("train", "sft", "--base", "b", "--encoder", "e", "--out", "o", option, value)).Refuses(2, $"{option} needs --list");
}
