using T2L.Testing;
using T2L.Training.Rows;
using T2L.Training.Running;

namespace T2L.Training.Tests.Running;

public sealed class RunRecordTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void What_was_written_is_read()
    {
        var run = new RunRecord
        {
            Stage = "encoder", Seed = 1, Steps = 2, TrainingTasks = 3, Seconds = 4.5, Workers = 6, Settings = new() { ["steps"] = 2 }, Descriptions = new("a.gz", 440, "ab"),
            Sources = new Dictionary<string, string> { ["base_model"] = "sha256:00" }, Results = new Dictionary<string, double> { ["probe"] = 0.5 }, Summary = "half",
        };
        Assert.False(RunRecord.IsIn(_folder.Path));

        run.Write(_folder.Path);

        Assert.True(RunRecord.IsIn(_folder.Path));
        Assert.Equal(run.ToBytes(), RunRecord.Read(_folder.Path).ToBytes());
    }

    [Fact]
    public void What_is_known_of_an_older_run_suffices()
    {
        File.WriteAllText(_folder.File(RunRecord.Name), """{"stage": "lm", "seed": 0, "steps": 12000, "training_tasks": 1644, "summary": "well"}""");

        var run = RunRecord.Read(_folder.Path);

        Assert.Null(run.Seconds);
        Assert.Empty(run.Settings);
        Assert.Null(run.Sources);
        Assert.Empty(run.Results);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"seed": 0}""")]
    [InlineData("""{"stage": null, "seed": 0, "steps": 1, "training_tasks": 1, "summary": ""}""")]
    [InlineData("""{"stage": "lm", "seed": "zero", "steps": 1, "training_tasks": 1, "summary": ""}""")]
    public void A_damaged_record_is_refused_by_its_path(string text)
    {
        File.WriteAllText(_folder.File(RunRecord.Name), text);

        Assert.Contains(_folder.Path, Assert.Throws<DataFormatException>(() => RunRecord.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
