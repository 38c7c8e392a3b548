using T2L.Adapters.Peft;
using T2L.Testing;
using T2L.Training.Recipes;
using T2L.Training.Tests.Support;

namespace T2L.Training.Tests.Recipes;

public sealed class OracleGroupTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    private OracleOptions Options => new() { BaseModel = "base", Output = _folder.File("out") };

    [Fact]
    public void A_finished_group_of_the_same_run_is_taken_as_it_is()
    {
        var group = Finished("settings", "a", "b");

        Assert.True(group.IsDone(Options));
    }

    [Theory]
    [InlineData("settings", "a")] // a longer list of tasks cuts other groups
    [InlineData("other settings", "a,b")]
    public void One_of_another_run_is_refused(string fingerprint, string tasks)
    {
        Finished("settings", "a", "b");

        var refusal = Assert.Throws<ArgumentException>(() => Group(fingerprint, tasks.Split(',')).IsDone(Options));

        Assert.Contains("(settings a b)", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'{_folder.File("out.work")}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_from_before_settings_were_noted_is_refused()
    {
        var group = Finished("settings", "a");
        File.WriteAllText(group.File(Options), """{"Tasks": []}""");

        Assert.Throws<ArgumentException>(() => group.IsDone(Options));
    }

    [Fact]
    public void One_whose_LoRAs_are_gone_is_trained_again()
    {
        var group = Finished("settings", "a", "b");
        Directory.Delete(_folder.File("out/b"), recursive: true);

        Assert.False(group.IsDone(Options));
    }

    public void Dispose() => _folder.Dispose();

    private static OracleGroup Group(string fingerprint, params string[] tasks) => new(0, [.. tasks.Select(task => new NamedTask(task))], fingerprint);

    private OracleGroup Finished(string fingerprint, params string[] tasks)
    {
        var group = Group(fingerprint, tasks);
        new OracleGroupFile(group.Fingerprint, [.. tasks.Select(task => new OracleEntry(task, task, 1))], Seconds: 1).Write(group.File(Options));
        foreach (var task in tasks)
        {
            Directory.CreateDirectory(_folder.File($"out/{task}"));
            File.WriteAllBytes(_folder.File($"out/{task}/{PeftDirectory.WeightsName}"), []);
        }
        return group;
    }
}
