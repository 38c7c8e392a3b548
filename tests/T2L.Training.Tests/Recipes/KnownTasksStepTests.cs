using System.Text.Json.Nodes;
using T2L.Embedding;
using T2L.Hypernetwork.Tasks;
using T2L.Testing;
using T2L.Tokenizers;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;
using T2L.Training.Tests.Support;

namespace T2L.Training.Tests.Recipes;

public sealed class KnownTasksStepTests : IDisposable
{
    private static readonly string Nano = Path.Combine(Repository.Root, "models", "nano");
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void New_ground_is_measured_on_tasks_with_wordings_that_training_never_sees()
    {
        NamedTask[] asked = [new("reverse the word"), new("add two numbers")];
        var alone = Known(asked);

        var beside = Known([.. asked, new NamedTask("capital of a country", hasUnseenWordings: false)]);

        Assert.Equal(3, beside.Names.Count);
        Assert.All(alone.Quantiles, quantile => Assert.Equal(quantile.Value, beside.Quantiles[quantile.Key], 1e-4));
    }

    [Fact]
    public void Without_such_tasks_nobody_knows_where_it_begins()
    {
        var known = Known(new NamedTask("a", hasUnseenWordings: false), new NamedTask("b", hasUnseenWordings: false));

        Assert.Null(known.Threshold);
        var read = KnownTasksFile.Read(_folder.Path, (int)known.Embeddings.Shape[1])!;
        Assert.Null(read.Threshold);
        Assert.Equal(["a", "b"], read.Names);
    }

    [Fact]
    public void For_a_hypernetwork_that_is_there_it_takes_no_more_of_the_base_than_its_tokenizer()
    {
        var known = ForOneThatIsThere("{\"descriptions_per_task\": 2}");

        Assert.Equal(TaskSuite.Nano(0).Training.Take(2).Select(task => task.Id), known.Names);
    }

    [Theory]
    [InlineData("{\"descriptions_per_task\": 2}", 2, 0)] // what the record leaves out was the default
    [InlineData("{\"descriptions_per_task\": 4, \"typing_errors\": 1}", 4, 1)]
    public void Its_means_are_those_of_the_wordings_that_training_met(string settings, int wordings, double typingErrors)
    {
        var known = ForOneThatIsThere(settings);

        using var encoder = TextEncoder.Load(Path.Combine(Nano, "encoder"));
        var tasks = new NanoSource(TaskSuite.Nano(0), 2).Open(Tokenizer.Load(_folder.File("base"))).Training;
        var met = TaskEmbeddings.Of(tasks, wordings, Wording.Training, encoder, seed: 0, default, typingErrors);
        Assert.Equal(tasks.SelectMany(met.Mean), known.Embeddings.ToFloats());
    }

    [Fact]
    public void A_record_that_asks_for_too_much_is_refused() => Assert.Throws<ArgumentException>(() => ForOneThatIsThere("{\"descriptions_per_task\": 1000000}"));

    public void Dispose() => _folder.Dispose();

    private KnownTasks ForOneThatIsThere(string settings)
    {
        Directory.CreateDirectory(_folder.File("base"));
        File.Copy(Path.Combine(Nano, "base", "tokenizer.json"), _folder.File("base/tokenizer.json"));
        new RunRecord { Stage = "sft", Seed = 0, Steps = 1, TrainingTasks = 2, Settings = JsonNode.Parse(settings)!.AsObject(), Summary = "" }.Write(_folder.Path);
        return KnownTasksStep.Run(new NanoSource(TaskSuite.Nano(0), 2), _folder.File("base"), Path.Combine(Nano, "encoder"), _folder.Path);
    }

    private KnownTasks Known(params LearningTask[] tasks)
    {
        using var encoder = TextEncoder.Load(Path.Combine(Nano, "encoder"));
        return KnownTasksStep.Write(_folder.Path, tasks, TaskEmbeddings.Of(tasks, 2, Wording.Training, encoder, seed: 1, default), encoder, seed: 1, default);
    }
}
