using T2L.Training.Official;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Official;

public sealed class TaskFolderTests : IDisposable
{
    private readonly TaskFiles _files = new();

    [Theory]
    [InlineData("gsm8k", "", "so 3 + 4 = 7", "#### 7", true)]
    [InlineData("gsm8k", "checker: whole", "so 3 + 4 = 7", "#### 7", false)]
    [InlineData("arc_easy", "", "The answer is B.", "B", true)]
    [InlineData("own", "checker: formula", "\\boxed{x+1}", "1+x", true)]
    public void A_task_says_how_its_answers_are_checked(string name, string says, string answer, string right, bool taken)
    {
        _files.Task(name, ["Do it."], rest: says);

        Assert.Equal(taken, TaskFolder.Read(_files.Tasks, name).Checker!.IsRight(answer, right));
    }

    [Fact]
    public void A_task_without_a_checker_wants_the_whole_answer_and_an_unknown_one_is_refused()
    {
        _files.Task("own", ["Do it."]);
        Assert.Null(TaskFolder.Read(_files.Tasks, "own").Checker);

        _files.Task("own", ["Do it."], rest: "checker: tests");
        var refusal = Assert.Throws<DataFormatException>(() => TaskFolder.Read(_files.Tasks, "own"));
        Assert.Contains("'checker': There is no answer checker 'tests'; expected whole, number, choice or formula.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_every_key_of_the_layout()
    {
        _files.Write("tasks/mbpp/metadata.yaml", """
            assistant_postfill: "\n```"
            assistant_prefill: "```python\n"
            descriptions:
            - Write code that does what is asked.
            - 'Turn a wish: into a function.'
            ds_kwargs:
              name: full
              path: own/mbpp
              split: train[:10000]
            response_field: code
            system_message: ''
            task_name: something else
            user_prompt_template: |-
              {text}

              {assertions}
            """);

        var task = TaskFolder.Read(_files.Tasks, "mbpp");

        Assert.Equal("mbpp", task.Name); // the folder's name, not the file's
        Assert.Equal(["Write code that does what is asked.", "Turn a wish: into a function."], task.Descriptions);
        Assert.Equal(("train", 10000), (task.Split.Name, task.Split.Of(20000).To));
        Assert.Equal(("```python\n", "\n```", ""), (task.Prefill, task.Postfill, task.SystemMessage));
        Assert.Equal(("{text}\n\n{assertions}", "code"), (task.UserPrompt.Text, task.Response.Text));
        Assert.Equal("own/mbpp", task.DataSet);
    }

    [Theory]
    [InlineData("descriptions: [a]", "'ds_kwargs' is missing; there is descriptions.")]
    [InlineData("descriptions: x\nds_kwargs: {split: train}", "line 1: 'descriptions' is 'x', expected a list.")]
    [InlineData("descriptions: []\nds_kwargs: {split: train}", "'descriptions' is empty, expected at least one description.")]
    [InlineData("descriptions: [a, '']\nds_kwargs: {split: train}", "'descriptions[1]' has 0 characters, expected 1 to 4096.")]
    [InlineData("descriptions: [a, [b]]\nds_kwargs: {split: train}", "line 1: 'descriptions[1]' is a list, expected a text.")]
    [InlineData("descriptions: [a]\nds_kwargs: {split: 'train[:'}", "line 2, 'ds_kwargs.split': 'train[:' is not a split")]
    [InlineData("descriptions: [a]\nds_kwargs: {split: train}\nuser_prompt_template: 'x {a'\nresponse_field: a", "line 3, 'user_prompt_template': a single '{' at character 3")]
    [InlineData("descriptions: [a]\nds_kwargs: {split: train}\nuser_prompt_template: '{a!r}'\nresponse_field: a", "line 3, 'user_prompt_template': '{a!r}' has a conversion")]
    [InlineData("descriptions: [a]\ndescriptions: [b]", "line 2 has the key 'descriptions' a second time.")]
    [InlineData("descriptions: &x [a]\nds_kwargs: *x", "line 2 has an alias (*name); write the value out.")]
    [InlineData("descriptions: !!python/object:os.system [a]", "line 1 has the tag")]
    [InlineData("descriptions: [[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]", "line 1 is nested deeper than 16 levels.")]
    [InlineData("- a", "line 1: the file is a list, expected a mapping of names to values.")]
    [InlineData("", "the file is empty")]
    [InlineData("a: [", "not YAML, line ")]
    public void Refuses_with_file_key_and_expectation(string text, string sentence)
    {
        var path = _files.Write("tasks/broken/metadata.yaml", text);

        var refusal = Assert.Throws<DataFormatException>(() => TaskFolder.Read(_files.Tasks, "broken"));

        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_task_that_is_not_there() =>
        Assert.EndsWith("the file does not exist.", Assert.Throws<DataFormatException>(() => TaskFolder.Read(_files.Tasks, "none")).Message, StringComparison.Ordinal);

    public void Dispose() => _files.Dispose();
}
