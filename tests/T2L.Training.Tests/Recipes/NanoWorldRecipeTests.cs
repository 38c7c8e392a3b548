using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Testing;
using T2L.Training.Evaluation;
using T2L.Training.Recipes;
using T2L.Training.Running;
using Xunit.Abstractions;

namespace T2L.Training.Tests.Recipes;

/// <summary>The whole chain from nothing, small enough for every run of the tests: a few tasks, a few hundred steps for each part.</summary>
[Trait("Category", "Slow")]
public sealed class NanoWorldRecipeTests(ITestOutputHelper output) : IDisposable
{
    private const int Tasks = 8;
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void The_chain_from_nothing_ships_models_that_write_adapters_from_descriptions()
    {
        var options = new NanoWorldOptions { Output = _folder.File("nano"), TrainingTasks = Tasks, Length = 0.01, Workers = 2 };
        using var cancellation = new CancellationTokenSource();
        var stop = new Callback(progress => StopInTheMiddleOfTheHypernetwork(progress, cancellation));

        Assert.ThrowsAny<OperationCanceledException>(() => NanoWorldRecipe.Run(options, stop, cancellation.Token));
        Assert.False(Directory.Exists(options.Output), "nothing is shipped before everything is trained");
        var trained = new List<string>();
        var result = NanoWorldRecipe.Run(options, new Callback(progress => trained.Add(progress.Stage)));

        Assert.DoesNotContain("train lm", trained);
        Assert.DoesNotContain("train oracle", trained);
        Assert.Equal(result.Files, result.Written);
        Assert.All(Directory.GetFiles(options.Output, "*.safetensors", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "tasks.safetensors"), IsHalf);
        Assert.All(Directory.GetFiles(options.Output, "*.safetensors", SearchOption.AllDirectories), file => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "README.md")), file));
        Works(SuiteEvaluator.Run(Evaluation(options.Output)));
        Assert.All(Directory.GetDirectories(options.Output).Where(part => Path.GetFileName(part) != "adapters"), part => Assert.True(RunRecord.IsIn(part), part));
        ASecondRunChangesNothing(options);
        LorasOfAnEarlierBundleGo(options, Path.Combine(options.Output, "adapters"));
    }

    public void Dispose() => _folder.Dispose();

    private static void StopInTheMiddleOfTheHypernetwork(TrainingProgress progress, CancellationTokenSource cancellation)
    {
        if (progress is { Stage: "train sft", Step: >= 20 })
            cancellation.Cancel();
    }

    private static void IsHalf(string path)
    {
        using var file = SafetensorsFile.Open(path);
        Assert.All(file.Tensors.Values, tensor => Assert.Equal(TensorDType.F16, tensor.DType));
    }

    // All that is shipped, read as a user reads it.
    private static EvaluationOptions Evaluation(string shipped) => new()
    {
        BaseModel = Path.Combine(shipped, "base"),
        Encoder = Path.Combine(shipped, "encoder"),
        Hypernetworks = [.. Hypernetworks.Select(hypernetwork => new NamedFolder(hypernetwork.Name, Path.Combine(shipped, hypernetwork.Folder)))],
        Oracles = Path.Combine(shipped, "adapters"),
        MultiTask = Path.Combine(shipped, "multi-task"),
        Shots = [],
        Wordings = 1,
        MostTasks = Tasks,
        Workers = 2,
    };

    private static readonly (string Name, string Folder)[] Hypernetworks = [("sft", "hypernetwork"), ("sft-m", "hypernetwork-M"), ("sft-s", "hypernetwork-S"), ("reconstruction", "reconstruction")];

    private void Works(SuiteReport report)
    {
        foreach (var row in report.Rows)
            output.WriteLine($"{row.Method} on {row.Split}: {row.Accuracy:P1} of {row.N}");
        var alone = report.Rows.Single(row => row is { Method: "base", Split: EvaluationSplit.Seen }).Accuracy;
        Assert.True(alone < 0.5, $"base alone: {alone:P1}"); // a few tasks can be told apart by their inputs, and guessed
        Assert.Contains(report.Rows, row => row.Method == "multitask_lora");
        var oracles = report.Rows.Single(row => row is { Method: "oracle", Split: EvaluationSplit.Seen }).Accuracy;
        Assert.True(oracles > alone + 0.3, $"oracles: {oracles:P1}, base alone: {alone:P1}");
        foreach (var (name, _) in Hypernetworks)
        {
            var described = report.Rows.Single(row => row.Method == name && row.Split == EvaluationSplit.UnseenWording).Accuracy;
            Assert.True(described > alone + 0.2, $"{name}: {described:P1}, base alone: {alone:P1}");
        }
    }

    private void ASecondRunChangesNothing(NanoWorldOptions options)
    {
        Dictionary<string, DateTime> Files() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);
        var before = Files();
        var told = new List<TrainingProgress>();

        var result = NanoWorldRecipe.Run(options, new Callback(told.Add));

        Assert.Empty(told);
        Assert.Equal(0, result.Written);
        Assert.Equal(before, Files());
    }

    private static void LorasOfAnEarlierBundleGo(NanoWorldOptions options, string adapters)
    {
        var index = OracleIndex.Read(adapters);
        var (own, foreign) = (Path.Combine(adapters, "word.gone"), Path.Combine(adapters, "mine"));
        foreach (var folder in new[] { own, foreign })
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, "adapter_config.json"), "{}");
        (index with { Tasks = [.. index.Tasks, new("word.gone/plain", "word.gone", 1)] }).Write(adapters);

        NanoWorldRecipe.Run(options);

        Assert.Equal((false, true), (Directory.Exists(own), Directory.Exists(foreign)));
        Assert.Equal(index.Tasks, OracleIndex.Read(adapters).Tasks);
    }

    private sealed class Callback(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
