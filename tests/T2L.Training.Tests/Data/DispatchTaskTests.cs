using T2L.Svf.Adaptation;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Data;

public sealed class DispatchTaskTests : IDisposable
{
    private static readonly string[] Three = ["date.day/hash", "number.double/plain", "word.reverse/plain"];

    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_answer_is_the_letter_of_the_task_that_the_input_belongs_to()
    {
        var tokenizer = NanoTokenizer.Create(_folder.Path);
        var task = Assert.Single(new DispatchSource(new ChosenNanoTasks(TaskSuite.Nano(0), Three)).Open(tokenizer).Training);
        var random = new Random(1);

        var letters = Enumerable.Range(0, 60).Select(_ =>
        {
            var example = task.Draw(random, Split.Test);
            var (input, answer) = (tokenizer.Decode(example.Prompt), tokenizer.Decode(example.Answer));
            Assert.Equal(tokenizer.Id(NanoLayout.EndOfSequence), example.Answer[^1]);
            Assert.Equal(input.Contains('-', StringComparison.Ordinal) ? "A" : input.Any(char.IsAsciiDigit) && !input.Any(char.IsAsciiLetter) ? "B" : "C", answer.Trim());
            return answer.Trim();
        }).ToList();

        Assert.Equal(["A", "B", "C"], letters.Distinct().Order());
        Assert.Equal(Three, task.Labels);
        Assert.Equal(Three[2], new DispatchLetters(task.Labels).Read("C"));
        Assert.Contains("B for number.double/plain", task.Describe(random, Wording.Training), StringComparison.Ordinal);
    }

    [Fact]
    public void Tasks_that_nobody_can_tell_apart_by_their_inputs_are_refused()
    {
        string[] alike = ["number.double/plain", "date.day/hash", "date.day_first/plain"];

        var refusal = Assert.Throws<ArgumentException>(() => new DispatchSource(new ChosenNanoTasks(TaskSuite.Nano(0), alike)).Open(NanoTokenizer.Create(_folder.Path)));

        Assert.StartsWith("'date.day/hash' and 'date.day_first/plain' have the same inputs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_task_alone_is_refused() => Assert.Contains("There is 1 task to tell apart",
        Assert.Throws<ArgumentException>(() => new DispatchSource(new ChosenNanoTasks(TaskSuite.Nano(0), Three[..1])).Open(NanoTokenizer.Create(_folder.Path))).Message, StringComparison.Ordinal);
}
