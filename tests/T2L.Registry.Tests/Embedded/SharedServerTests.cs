using System.Diagnostics;
using System.Globalization;
using T2L.Registry.Embedded;

namespace T2L.Registry.Tests.Embedded;

/// <summary>Several processes at one directory, and what is left when they end in every way.</summary>
public sealed class SharedServerTests : EmbeddedTest
{
    [Fact]
    public async Task The_process_that_started_the_server_may_end_while_another_uses_it()
    {
        using var first = await Holder.StartAsync(Home);
        await using (var second = await StartAsync())
        {
            Assert.True(first.StartedHere);
            Assert.False(second.StartedHere);

            await first.EndAsync();

            Assert.Equal(1, await QueryAsync<int>(second, "select 1"));
            Assert.True(IsRunning());
        }

        Assert.False(IsRunning());
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-KILL")]
    public async Task The_server_stops_when_its_only_user_is_killed(string signal)
    {
        using var only = await Holder.StartAsync(Home);

        await only.EndAsync(signal);

        await WaitUntilStoppedAsync();
        await using var next = await StartAsync();
        Assert.True(next.StartedHere);
    }

    [Fact]
    public async Task The_server_goes_on_when_one_of_two_users_is_killed()
    {
        using var first = await Holder.StartAsync(Home);
        await using var second = await StartAsync();

        await first.EndAsync("-KILL");
        await Task.Delay(300);

        Assert.Equal(1, await QueryAsync<int>(second, "select 1"));
    }

    [Fact]
    public async Task After_everything_was_killed_the_next_start_recovers_the_data()
    {
        using (var killed = await Holder.StartAsync(Home))
        {
            await using (var server = await StartAsync())
                await QueryAsync<object>(server, "create table kept as select 42 as answer");
            KillTree(StatusOf(ServerProcessId(), "PPid"));
            await killed.EndAsync("-KILL");
        }

        await WaitUntilStoppedAsync();
        Assert.True(File.Exists(PostmasterFile.Of(Paths.Cluster)));

        await using var next = await StartAsync();

        Assert.True(next.StartedHere);
        Assert.Equal(42, await QueryAsync<int>(next, "select answer from kept"));
    }

    [Fact]
    public async Task A_left_over_file_that_names_a_process_of_somebody_else_does_not_stop_the_start()
    {
        await (await StartAsync()).DisposeAsync();
        // As after a restart of the machine: the number belongs to another program now, here to this test.
        await File.WriteAllTextAsync(PostmasterFile.Of(Paths.Cluster), $"{Environment.ProcessId}\n{Paths.Cluster}\n0\n5432\n{Paths.Socket}\n\n\nready   \n");

        await using var server = await StartAsync();

        Assert.True(server.StartedHere);
        Assert.Equal(1, await QueryAsync<int>(server, "select 1"));
    }

    // The shell around the server, its guard, the server and its children.
    private static void KillTree(int root)
    {
        var children = Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(x => int.TryParse(x, CultureInfo.InvariantCulture, out _)).Select(x => int.Parse(x!, CultureInfo.InvariantCulture))
            .Where(x => ParentOf(x) == root).ToList();
        Process.GetProcessById(root).Kill();
        foreach (var child in children)
            KillTree(child);
    }

    private static int ParentOf(int process)
    {
        try
        {
            return StatusOf(process, "PPid");
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
