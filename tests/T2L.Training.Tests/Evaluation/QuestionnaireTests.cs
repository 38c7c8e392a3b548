using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Evaluation;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Evaluation;

public sealed class QuestionnaireTests : IDisposable
{
    private static readonly TaskSuite Suite = TaskSuite.Nano(0);
    private readonly TemporaryDirectory _folder = new();
    private readonly Questionnaire _questions;

    public QuestionnaireTests() => _questions = new(Suite, new NanoLayout(NanoTokenizer.Create(_folder.Path)), wordings: 2, examples: 8);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_method_is_asked_the_same_inputs_and_each_description_its_own()
    {
        var task = Suite.Training[0];

        Assert.Equal(_questions.Inputs(task, 0), _questions.Inputs(task, 0));
        Assert.NotEqual(_questions.Inputs(task, 0), _questions.Inputs(task, 1));
        Assert.Equal(8, _questions.Inputs(task, 0).Count);
        Assert.All(_questions.Inputs(task, 0), example => Assert.Equal(task.Answer(example.Input), example.Answer));
    }

    [Fact]
    public void Another_tasks_description_is_of_another_operation_on_the_same_kind_of_input()
    {
        var pairs = Suite.Training.Take(60).Select(task => (Task: task, Other: _questions.OtherTask(task, 0))).ToList();

        Assert.All(pairs, pair => Assert.Equal((pair.Task.Kind, false), (pair.Other.Task.Kind, pair.Other.Task.Family == pair.Task.Family)));
        Assert.All(pairs, pair => Assert.NotEqual(_questions.Own(pair.Task, Wording.Unseen, 0), pair.Other.Description));
        Assert.Equal(pairs.Select(pair => pair.Other), Suite.Training.Take(60).Select(task => _questions.OtherTask(task, 0)));
    }

    [Fact]
    public void Examples_before_a_question_come_from_inputs_that_training_may_see()
    {
        var task = Suite.Find("word.reverse/plain");
        var asked = Enumerable.Range(0, 2).SelectMany(draw => _questions.Inputs(task, draw)).Select(example => example.Input).ToHashSet();

        var shots = _questions.Shots(task, 0, 3);

        Assert.Equal(8, shots.Count);
        Assert.All(shots, before => Assert.Equal(3, before.Count));
        Assert.DoesNotContain(shots.SelectMany(before => before), example => asked.Contains(example.Input));
    }

    [Fact]
    public void A_noun_that_is_asked_is_not_among_its_examples()
    {
        var tasks = Suite.AllTasks.Where(task => task.Kind == InputKind.Noun).ToList();

        Assert.All(tasks, task =>
        {
            var asked = _questions.Inputs(task, 0);
            Assert.All(asked.Zip(_questions.Shots(task, 0, 5)), pair => Assert.DoesNotContain(pair.Second, example => example.Input == pair.First.Input));
            Assert.DoesNotContain(_questions.Given(task, 0, 16), example => asked.Any(other => other.Input == example.Input));
        });
    }

    [Fact]
    public void Fewer_given_examples_are_the_first_of_more_and_change_nothing_that_is_asked()
    {
        var task = Suite.UnseenTasks[0];

        Assert.Equal(_questions.Given(task, 0, 4), _questions.Given(task, 0, 16).Take(4));
        Assert.NotEqual(_questions.Given(task, 0, 4), _questions.Given(task, 1, 4));
        Assert.Distinct(new[] { 4, 16 }.SelectMany(count => Enumerable.Range(0, 2).Select(draw => _questions.SearchSeed(task, draw, count))));
    }

    [Fact]
    public void A_description_stands_between_the_slots_and_the_input()
    {
        var tokenizer = NanoTokenizer.Create(_folder.Path);
        var layout = new NanoLayout(tokenizer);

        var (prompt, answer) = layout.Described("ab", new TaskExample("cd", "e"));

        int Id(string token) => tokenizer.Id(token)!.Value;
        Assert.Equal([Id("<n1>"), Id("<n2>"), Id("<n3>"), Id("a"), Id("b"), Id("<eos>"), Id("c"), Id("d"), Id("<sep>")], prompt);
        Assert.Equal([Id("e"), Id("<eos>")], answer);
    }
}
