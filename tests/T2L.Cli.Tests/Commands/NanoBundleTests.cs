using T2L.Cli.Commands;
using T2L.Testing;
using T2L.Training.Evaluation;

namespace T2L.Cli.Tests.Commands;

public sealed class NanoBundleTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Takes_every_part_that_is_there()
    {
        foreach (var part in new[] { "hypernetwork", "hypernetwork-M", "hypernetwork-S", "reconstruction" })
            Put(part, "hypernetwork.json");
        Put("multi-task", "adapter_config.json");
        Put("adapters", "oracles.json");

        var bundle = NanoBundle.In(_folder.Path, _folder.File("adapters"));

        Assert.Equal(
            [Named("sft", "hypernetwork"), Named("sft-m", "hypernetwork-M"), Named("sft-s", "hypernetwork-S"), Named("reconstruction", "reconstruction")], bundle.Hypernetworks);
        Assert.Equal((_folder.File("multi-task"), _folder.File("adapters")), (bundle.MultiTask, bundle.Oracles));
        Assert.Equal([4, 16], bundle.WithExamples);
    }

    [Fact]
    public void Searches_with_examples_only_where_there_is_a_hypernetwork() => Assert.Empty(NanoBundle.In(_folder.Path, _folder.File("adapters")).WithExamples);

    [Fact]
    public void Passes_over_what_is_not_there()
    {
        Put("hypernetwork", "hypernetwork.json");
        Put("reconstruction", "log.csv");

        var bundle = NanoBundle.In(_folder.Path, _folder.File("adapters"));

        Assert.Equal([Named("sft", "hypernetwork")], bundle.Hypernetworks);
        Assert.Equal((null, null), (bundle.MultiTask, bundle.Oracles));
    }

    private NamedFolder Named(string name, string folder) => new(name, _folder.File(folder));

    private void Put(string folder, string file) => File.WriteAllText(Path.Combine(Directory.CreateDirectory(_folder.File(folder)).FullName, file), "");
}
