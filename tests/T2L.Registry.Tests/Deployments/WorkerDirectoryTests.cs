using T2L.Adapters;
using T2L.Registry.Deployments;

namespace T2L.Registry.Tests.Deployments;

public sealed class WorkerDirectoryTests(PostgresFixture postgres) : RegistryTest(postgres)
{
    private static readonly Digest One = Digest.Of("one"u8), Two = Digest.Of("two"u8);

    private WorkerDirectory Workers => new(Registry.Contexts, Time);

    [Fact]
    public async Task What_a_worker_holds_is_what_it_said_last()
    {
        var start = Time.GetUtcNow();
        await Workers.ReportAsync("w1", null, null, []);
        await Workers.ReportAsync("w1", "nano", "cpu", [new HeldVersion(One, start, start), new HeldVersion(Two, start, start)]);
        await Workers.ReportAsync("w2", "nano", "cuda:0", [new HeldVersion(Two, start, start)]);
        Time.Advance(TimeSpan.FromSeconds(5));
        await Workers.ReportAsync("w1", "nano", "cpu", [new HeldVersion(Two, start, Time.GetUtcNow())]);

        Assert.Equal([("w1", "nano", 1), ("w2", "nano", 1)], (await Workers.ListAsync()).Select(worker => (worker.Name, worker.BaseModel!, worker.Adapters)));
        Assert.Empty(await Workers.OfAsync(One));
        Assert.Equal([("w1", start, start.AddSeconds(5)), ("w2", start, start)], (await Workers.OfAsync(Two)).Select(held => (held.Worker, held.Since, held.LastUsed)));
    }

    [Fact]
    public async Task A_worker_that_falls_silent_is_passed_over_and_one_that_stops_leaves()
    {
        await Workers.ReportAsync("silent", "nano", "cpu", [new HeldVersion(One, Time.GetUtcNow(), Time.GetUtcNow())]);
        Time.Advance(TimeSpan.FromSeconds(31));
        await Workers.ReportAsync("alive", "nano", "cpu", [new HeldVersion(One, Time.GetUtcNow(), Time.GetUtcNow())]);

        Assert.Equal(["alive"], (await Workers.ListAsync()).Select(worker => worker.Name));
        Assert.Equal(["alive"], (await Workers.OfAsync(One)).Select(held => held.Worker));
        await Workers.LeaveAsync("alive");
        Assert.Empty(await Workers.OfAsync(One));
        Time.Advance(TimeSpan.FromHours(2));
        await Workers.ReportAsync("late", null, null, []);
        Assert.Equal(1L, await Registry.ScalarAsync("select count(*) from workers"));
    }
}
