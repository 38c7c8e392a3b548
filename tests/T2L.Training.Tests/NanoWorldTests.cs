using System.Text.Json;
using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Testing;
using T2L.Training.Data;
using T2L.Training.Evaluation;
using T2L.Training.Tasks;
using Xunit.Abstractions;

namespace T2L.Training.Tests;

/// <summary>What the bundled nano models are said to do, measured on a part of the suite small enough for every test run.</summary>
public sealed class NanoWorldTests(ITestOutputHelper output)
{
    private const int Tasks = 96;
    private const int Examples = 4;
    private static readonly string Models = Path.Combine(Repository.Root, "models", "nano");

    [Fact]
    public void Descriptions_in_unseen_wordings_give_working_adapters_where_the_base_knows_nothing()
    {
        using var world = EvaluationWorld.Load(new EvaluationOptions
        {
            BaseModel = Path.Combine(Models, "base"), Encoder = Path.Combine(Models, "encoder"), Hypernetworks = [new("sft", Path.Combine(Models, "hypernetwork"))],
            Shots = [], Wordings = 1, Examples = Examples, MostTasks = Tasks,
        }, seed: 0);

        var matched = Share(world, "sft");
        var baseAlone = Share(world, "base");
        var otherTask = Share(world, "sft_other_task");

        output.WriteLine($"matched {matched:P1}, base alone {baseAlone:P1}, another task's description {otherTask:P1}");
        Assert.True(matched >= 0.85, $"matched descriptions: {matched:P1}");
        Assert.True(baseAlone < 0.03, $"base alone: {baseAlone:P1}");
        Assert.True(otherTask < 0.10, $"another task's description: {otherTask:P1}");
    }

    [Fact]
    public void Sentences_of_newcomers_work_eight_times_of_ten()
    {
        using var world = new World();
        var cases = Lines<Newcomer>("newcomer.jsonl");

        var wrong = cases.Where(newcomer => !world.Answers(newcomer)).ToList();

        output.WriteLine($"{cases.Count - wrong.Count} of {cases.Count} work; not: {string.Join("; ", wrong)}");
        Assert.True(wrong.Count <= 0.2 * cases.Count, $"{wrong.Count} of {cases.Count} do not work: {string.Join("; ", wrong)}");
    }

    [Theory]
    [InlineData("brisk")]
    [InlineData("chatty")]
    [InlineData("hurried")]
    public void Everyday_sentences_of_three_writers_work_eight_times_of_ten(string writer)
    {
        using var world = new World();
        var sentences = Lines<Everyday>("everyday.jsonl").Where(sentence => sentence.Writer == writer).ToList();

        var wrong = sentences.Where(sentence => !sentence.Examples.All(example => world.Answers(new(sentence.Description, example.Input, example.Answer)))).ToList();

        output.WriteLine($"{writer}: {sentences.Count - wrong.Count} of {sentences.Count} work; not: {string.Join("; ", wrong.Select(sentence => sentence.Description))}");
        Assert.Equal(10, sentences.Count);
        Assert.True(wrong.Count <= 2, $"{wrong.Count} of ten do not work: {string.Join("; ", wrong.Select(sentence => sentence.Description))}");
    }

    private static List<T> Lines<T>(string file) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "T2L.Training.Tests", "Tasks", file)).Select(line => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!)];

    private static double Share(EvaluationWorld world, string method)
    {
        var cell = new EvaluationCell(world, world.Methods.Single(known => known.Name.Name == method), world.Splits.Single(split => split.Name == EvaluationSplit.UnseenWording));
        foreach (var piece in cell.Pieces)
            cell.Measure(piece);
        return cell.Scores.Average(score => score.ExactMatch);
    }

    private sealed record Newcomer(string Description, string Input, string Answer);

    private sealed record Everyday(string Writer, string Description, IReadOnlyList<TaskExample> Examples);

    private sealed class World : IDisposable
    {
        private readonly LanguageModel _model = LanguageModel.Load(Path.Combine(Models, "base"));
        private readonly TextEncoder _encoder = TextEncoder.Load(Path.Combine(Models, "encoder"));
        private readonly LoraGenerator _generator = LoraGenerator.Load(Path.Combine(Models, "hypernetwork"));

        public bool Answers(Newcomer newcomer)
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            using var adapter = ServedAdapters.Of(_generator.Generate(_encoder.Embed([newcomer.Description])), _model.Config, rowsEach: 1);
            var example = new NanoLayout(_model.Tokenizer).Neutral(new TaskExample(newcomer.Input, newcomer.Answer));
            return new AnswerBatch([example]).ExactMatches(_model.Network, adapter)[0];
        }

        public void Dispose()
        {
            _generator.Dispose();
            _encoder.Dispose();
            _model.Dispose();
        }
    }
}
