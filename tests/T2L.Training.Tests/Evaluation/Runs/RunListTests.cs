using T2L.Testing;
using T2L.Training.Evaluation.Runs;
using T2L.Training.Rows;

namespace T2L.Training.Tests.Evaluation.Runs;

public sealed class RunListTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_are_beside_the_list()
    {
        var runs = RunList.Read(List("""
            [{"name": "sft-64", "variant": "L", "training_tasks": 64, "seed": 1, "folder": "sft-64"},
             {"name": "recon", "variant": "M", "training_tasks": 479, "seed": 0, "folder": "/models/recon", "reconstruction_distance": 0.0017}]
            """));

        Assert.Equal(
            [new RunEntry("sft-64", "L", 64, 1, _folder.File("sft-64"), null), new RunEntry("recon", "M", 479, 0, "/models/recon", 0.0017)], runs);
    }

    [Theory]
    [InlineData("""{"name": "x"}""", "cannot be read")]
    [InlineData("""[{"name": "x", "variant": "L", "training_tasks": 64, "folder": "x"}]""", "'seed'")]
    [InlineData("null", "not a list")]
    [InlineData("[null]", "run 1 has no name")]
    [InlineData("""[{"name": "x", "variant": "L", "training_tasks": 64, "seed": 0}]""", "no folder")]
    [InlineData("""[{"name": "x", "variant": "XL", "training_tasks": 64, "seed": 0, "folder": "x"}]""", "variant 'XL', expected L, M or S")]
    [InlineData("""[{"name": "x", "variant": "S", "training_tasks": 0, "seed": 0, "folder": "x"}]""", "training_tasks 0")]
    [InlineData("""[{"name": "x", "variant": "S", "training_tasks": 16, "seed": 0, "folder": "x", "reconstruction_distance": -1}]""", "reconstruction_distance -1")]
    public void Says_what_is_wrong_with_a_list(string json, string part)
    {
        var error = Assert.Throws<DataFormatException>(() => RunList.Read(List(json)));

        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_list_is_not_there() =>
        Assert.Contains("none.json", Assert.Throws<FileNotFoundException>(() => RunList.Read(_folder.File("none.json"))).Message, StringComparison.Ordinal);

    private string List(string json)
    {
        var file = _folder.File("runs.json");
        File.WriteAllText(file, json);
        return file;
    }
}
