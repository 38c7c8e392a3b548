using System.Text.Json.Nodes;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Hypernetwork.Tasks;
using T2L.Testing;

namespace T2L.Hypernetwork.Tests.Tasks;

public sealed class KnownTasksTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Names_the_nearest_tasks_and_warns_on_new_ground()
    {
        var known = Known();

        var near = known.NoveltyOf([9, 0.1f, 0], nearest: 2);
        var far = known.NoveltyOf([-1, -1, 1]);

        Assert.Equal(["reverse", "both"], near.Nearest.Select(task => task.Task));
        Assert.Equal((0.0001, 0.2, false), (near.Score, near.Threshold, near.Warning));
        Assert.True(far.Warning);
        Assert.Equal(far.Score, 1 - far.Nearest[0].Similarity, 1e-4);
    }

    [Fact]
    public void Comes_back_from_its_files()
    {
        KnownTasksFile.Write(_folder.Path, Known());

        var read = KnownTasksFile.Read(_folder.Path, 3)!;

        Assert.Equal(Known().Names, read.Names);
        Assert.Equal(Known().Quantiles, read.Quantiles);
        Assert.Equal(Known().Embeddings.ToFloats(), read.Embeddings.ToFloats());
    }

    [Fact]
    public void Without_a_threshold_nothing_is_new_ground()
    {
        KnownTasksFile.Write(_folder.Path, new KnownTasks(["a", "b", "c"], Known().Embeddings, new Dictionary<double, double>()));

        var far = KnownTasksFile.Read(_folder.Path, 3)!.NoveltyOf([-1, -1, 1]);

        Assert.Null(far.Threshold);
        Assert.False(far.Warning);
        Assert.NotEmpty(far.Nearest);
    }

    [Fact]
    public void Comes_back_from_rounded_embeddings()
    {
        KnownTasksFile.Write(_folder.Path, Known());
        SafetensorsWriter.Write(_folder.File("tasks.safetensors"), new Dictionary<string, TensorData> { ["task_embs"] = Known().Embeddings.To(TensorDType.F16) });

        var read = KnownTasksFile.Read(_folder.Path, 3)!.Embeddings;

        Assert.Equal(TensorDType.F32, read.DType);
        Assert.All(Known().Embeddings.ToFloats().Zip(read.ToFloats()), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }

    [Fact]
    public void A_folder_without_them_is_no_error() => Assert.Null(KnownTasksFile.Read(_folder.Path, 3));

    [Fact]
    public void A_generator_brings_them_along()
    {
        var config = SmallNetworks.Config();
        SmallNetworks.Random(config).Write(_folder.Path);
        using var without = LoraGenerator.Load(_folder.Path);
        KnownTasksFile.Write(_folder.Path, new KnownTasks(["a", "b"], SmallNetworks.Embeddings(config, 2), new Dictionary<double, double> { [0.95] = 0.3 }));
        using var with = LoraGenerator.Load(_folder.Path);

        Assert.Null(without.KnownTasks);
        Assert.Equal(0.3, with.KnownTasks!.Threshold);
        Assert.Equal(without.Digest, with.Digest); // what it writes is the same
    }

    [Theory]
    [InlineData("{", AdapterFormatError.InvalidJson)]
    [InlineData("[]", AdapterFormatError.InvalidJson)]
    [InlineData("""{"format": "other", "version": 1, "tasks": ["a"], "quantiles": {"0.95": 0.2}}""", AdapterFormatError.InvalidConfig)]
    [InlineData("""{"format": "t2l-known-tasks", "version": 2, "tasks": ["a"], "quantiles": {"0.95": 0.2}}""", AdapterFormatError.InvalidConfig)]
    [InlineData("""{"format": "t2l-known-tasks", "version": 1, "tasks": [], "quantiles": {"0.95": 0.2}}""", AdapterFormatError.InvalidConfig)]
    [InlineData("""{"format": "t2l-known-tasks", "version": 1, "tasks": [""], "quantiles": {"0.95": 0.2}}""", AdapterFormatError.InvalidConfig)]
    [InlineData("""{"format": "t2l-known-tasks", "version": 1, "tasks": ["a\u001b[2J"], "quantiles": {"0.95": 0.2}}""", AdapterFormatError.InvalidConfig)]
    [InlineData("""{"format": "t2l-known-tasks", "version": 1, "tasks": [7], "quantiles": {"0.95": 0.2}}""", AdapterFormatError.InvalidJson)]
    [InlineData("""{"format": "t2l-known-tasks", "version": 1, "tasks": ["a"], "quantiles": {"0.95": 9}}""", AdapterFormatError.InvalidConfig)]
    [InlineData("""{"format": "t2l-known-tasks", "version": 1, "tasks": ["a", "b", "c"], "quantiles": {"0.5": 0.2}}""", AdapterFormatError.InvalidConfig)]
    [InlineData("""{"format": "t2l-known-tasks", "version": 1, "tasks": ["a"], "quantiles": {"0.95": 0.2}}""", AdapterFormatError.ShapeMismatch)]
    public void Refuses_names_that_are_damaged(string json, AdapterFormatError error)
    {
        KnownTasksFile.Write(_folder.Path, Known());
        File.WriteAllText(_folder.File("tasks.json"), json);

        Assert.Equal(error, Assert.Throws<AdapterFormatException>(() => KnownTasksFile.Read(_folder.Path, 3)).Error);
    }

    [Fact]
    public void Refuses_a_file_of_names_that_is_too_large()
    {
        File.WriteAllBytes(_folder.File("tasks.json"), new byte[(8 << 20) + 1]);

        Assert.Equal(AdapterFormatError.FileTooLarge, Assert.Throws<AdapterFormatException>(() => KnownTasksFile.Read(_folder.Path, 3)).Error);
    }

    [Fact]
    public void Refuses_embeddings_that_do_not_go_with_the_names()
    {
        void Refuses(AdapterFormatError error, string name, TensorData tensor, int size = 3)
        {
            KnownTasksFile.Write(_folder.Path, Known());
            SafetensorsWriter.Write(_folder.File("tasks.safetensors"), new Dictionary<string, TensorData> { [name] = tensor });
            Assert.Equal(error, Assert.Throws<AdapterFormatException>(() => KnownTasksFile.Read(_folder.Path, size)).Error);
        }

        Refuses(AdapterFormatError.MissingTensor, "other", TensorData.FromFloats(new float[9], 3, 3));
        Refuses(AdapterFormatError.ShapeMismatch, "task_embs", TensorData.FromFloats(new float[6], 2, 3));
        Refuses(AdapterFormatError.ShapeMismatch, "task_embs", TensorData.FromFloats([1, 1, 1, 1, 1, 1, 1, 1, 1], 3, 3), size: 4);
        Refuses(AdapterFormatError.NotFinite, "task_embs", TensorData.FromFloats([1, 1, 1, 1, float.NaN, 1, 1, 1, 1], 3, 3));
        Refuses(AdapterFormatError.InvalidConfig, "task_embs", TensorData.FromFloats([1, 1, 1, 0, 0, 0, 1, 1, 1], 3, 3));
        File.Delete(_folder.File("tasks.safetensors"));
        Assert.Equal(AdapterFormatError.FileMissing, Assert.Throws<AdapterFormatException>(() => KnownTasksFile.Read(_folder.Path, 3)).Error);
    }

    [Fact]
    public void The_file_says_its_threshold_to_a_reader()
    {
        KnownTasksFile.Write(_folder.Path, Known());

        Assert.Equal(0.2, JsonNode.Parse(File.ReadAllText(_folder.File("tasks.json")))!["threshold"]!.GetValue<double>());
    }

    private static KnownTasks Known() => new(
        ["reverse", "upper", "both"], TensorData.FromFloats([1, 0, 0, 0, 2, 0, 0.5f, 0.5f, 0], 3, 3), new Dictionary<double, double> { [0.5] = 0.1, [0.95] = 0.2 });
}
