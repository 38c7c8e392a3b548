using T2L.Training.Benchmarks;
using T2L.Training.Tests.Official;

namespace T2L.Training.Tests.Benchmarks;

/// <summary>What the evaluation's questions change in those of the task folders.</summary>
public sealed class TaskTemplateTests : IDisposable
{
    private readonly TaskFiles _files = new();

    [Theory]
    [InlineData("boolq", @"Say only true or false.\n{question}", "Say either true or false.\n{question}")]
    [InlineData("winogrande", @"{sentence}\n1: {option1}\n2: {option2}", "{sentence}\n1: {option1}\n\n2: {option2}")]
    [InlineData("openbookqa", @"Choose.\n\nQ: {question_stem}\nA", "Choose.\nQ: {question_stem}\nA")]
    [InlineData("piqa", @"\""\""\""\n{goal}\n\""\""\"" or \""\""\""\n{sol1}\n\""\""\""", "\"\"\"{goal}\"\"\" or \"\"\"{sol1}\"\"\"")]
    [InlineData("gsm8k", "{question}", "{question}\n\n")]
    [InlineData("hellaswag", @"{ctx}\n{endings[0]}", "{ctx}\n{endings[0]}")]
    public void The_question_of_a_task_folder_is_changed_as_the_reference_changes_it(string name, string training, string evaluation)
    {
        _files.Write($"tasks/{name}/metadata.yaml", $$"""
            descriptions: [a]
            ds_kwargs: {split: train}
            user_prompt_template: "{{training}}"
            response_field: right
            """);

        var benchmark = BenchmarkCatalog.Get(name, _files.Tasks);

        Assert.Equal(evaluation, benchmark.Template.Text);
        Assert.Equal("right", benchmark.Target.Text);
    }

    public void Dispose() => _files.Dispose();
}
