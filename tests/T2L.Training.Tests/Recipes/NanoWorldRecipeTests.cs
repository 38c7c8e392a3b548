using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Evaluation;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;
using Xunit.Abstractions;

namespace T2L.Training.Tests.Recipes;

/// <summary>The whole chain from nothing, small enough for every run of the tests: sixteen tasks, a few hundred steps for each part.</summary>
[Trait("Category", "Slow")]
public sealed class NanoWorldRecipeTests(ITestOutputHelper output) : IDisposable
{
    private const int Tasks = 16;
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void The_chain_from_nothing_learns_to_write_adapters_from_descriptions()
    {
        var options = new NanoWorldOptions { Output = _folder.File("nano"), TrainingTasks = Tasks, Length = 0.01, Workers = 2 };

        NanoWorldRecipe.Run(options);

        using var model = LanguageModel.Load(_folder.File("nano/base"));
        using var encoder = TextEncoder.Load(_folder.File("nano/encoder"));
        var tasks = new NanoSource(TaskSuite.Nano(0), Tasks).Open(model).Training;
        var evaluation = new AnswerEvaluation(model.Network, encoder, examples: 8, seed: 5);
        var alone = evaluation.Base(tasks).Average();
        var oracles = OracleIndex.Read(_folder.File("nano/oracles")).ExactMatch;
        output.WriteLine($"base {alone:P1}, oracles {oracles:P1}");
        Assert.True(alone < 0.1, $"base alone: {alone:P1}");
        Assert.True(oracles > alone + 0.4, $"oracles: {oracles:P1}, base alone: {alone:P1}");
        foreach (var name in new[] { "reconstruction", "hypernetwork-L", "hypernetwork-M", "hypernetwork-S" })
        {
            using var generator = LoraGenerator.Load(_folder.File($"nano/{name}"));
            var described = evaluation.Described(tasks, evaluation.Own(tasks, Wording.Unseen, 0), (embeddings, each) => ServedAdapters.Of(generator, model.Config, embeddings, each)).Average();
            output.WriteLine($"{name} {described:P1}");
            Assert.True(described > alone + 0.3, $"{name}: {described:P1}, base alone: {alone:P1}");
        }

        var stages = new List<string>();
        NanoWorldRecipe.Run(options, new Recorder(stages));
        Assert.Empty(stages);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Recorder(List<string> stages) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => stages.Add(value.Stage);
    }
}
