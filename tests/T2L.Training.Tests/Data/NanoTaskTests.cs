using T2L.Testing;
using T2L.Tokenizers;
using T2L.Training.Data;
using T2L.Training.Tasks;

namespace T2L.Training.Tests.Data;

public sealed class NanoTaskTests
{
    private static readonly NanoLayout Layout = new(Tokenizer.Load(Path.Combine(Repository.Root, "models", "nano", "base")));

    [Fact]
    public void Draws_take_from_the_source_of_chance_what_the_suite_takes()
    {
        var suite = TaskSuite.Nano(0).Training.Take(7).ToList();
        var draw = TaskDraw.From([.. suite.Select(task => new NanoTask(task, Layout))], examples: 3);
        var (ours, reference) = (new Random(5), new Random(5));

        for (var i = 0; i < 20; i++)
        {
            var drawn = draw(ours);
            var task = suite[reference.Next(suite.Count)];
            Assert.Equal(task.Id, drawn.Task.Id);
            foreach (var example in drawn.Examples)
            {
                var expected = Layout.Neutral(task.Sample(reference, Split.Training));
                Assert.Equal(expected.Prompt, example.Prompt);
                Assert.Equal(expected.Answer, example.Answer);
            }
        }
        Assert.Equal(reference.Next(), ours.Next());
    }

    [Fact]
    public void Descriptions_for_embedding_are_drawn_one_after_the_other()
    {
        var task = TaskSuite.Nano(0).Training[0];
        var random = new Random(9);

        var descriptions = new NanoTask(task, Layout).Descriptions(5, new Random(9), Wording.Training);

        Assert.Equal(Enumerable.Range(0, 5).Select(_ => task.Describe(random, Wording.Training)), descriptions);
    }
}
