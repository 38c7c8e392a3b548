using T2L.Training.Official;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Official;

public sealed class TaskListTests : IDisposable
{
    private readonly TaskFiles _files = new();

    [Fact]
    public void Takes_a_prefix_of_the_training_tasks_and_the_descriptions_to_measure_with()
    {
        var list = TaskList.Read(_files.Write("list.yaml", """
            train_ds_names: [lol_742, lol_1198, lol_717]
            n_train_ds: 2
            eval_ds_info:
              lol_742:
                descriptions: [one, two, three]
              boolq:
                ds_kwargs: {split: train}
                descriptions: [four]
            additional_eval_descs: ["dogs;cats;", x]
            save_freq: 10000000000000000000000000000000000000000000
            """));

        Assert.Equal(["lol_742", "lol_1198"], list.Training);
        Assert.Equal(["one", "two", "three"], list.Evaluation["lol_742"]);
        Assert.Equal(["four"], list.Evaluation["boolq"]);
        Assert.Equal(["dogs;cats;", "x"], list.AdditionalDescriptions);
    }

    [Theory]
    [InlineData("train_ds_names: []", "'train_ds_names' is empty")]
    [InlineData("train_ds_names: [a, b, a]", "'train_ds_names' has 'a' twice.")]
    [InlineData("train_ds_names: [a]\nn_train_ds: 2", "line 2: 'n_train_ds' is '2', expected 1 to 1")]
    [InlineData("train_ds_names: [a]\nn_train_ds: many", "line 2: 'n_train_ds' is 'many', expected 1 to 1")]
    [InlineData("train_ds_names: [../../etc]", "line 1: '../../etc' is no task name")]
    [InlineData("train_ds_names: ['..']", "'..' is no task name")]
    [InlineData("train_ds_names: [a]\neval_ds_info: {../b: [x]}", "'../b' is no task name")]
    [InlineData("train_ds_names: [a]\neval_ds_info: {b: {}}", "'eval_ds_info.b.descriptions' is missing; there is nothing.")]
    [InlineData("eval_ds_info: {}", "'train_ds_names' is missing")]
    public void Refuses_with_key_and_expectation(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<DataFormatException>(() => TaskList.Read(_files.Write("list.yaml", text))).Message, StringComparison.Ordinal);

    public void Dispose() => _files.Dispose();
}
