using T2L.Registry.Embedded;

namespace T2L.Registry.Tests.Embedded;

public sealed class ClusterHomeTests : EmbeddedTest
{
    [RootFact]
    public async Task Below_a_directory_that_the_servers_user_may_not_enter_the_data_is_kept_elsewhere_and_said_so()
    {
        var barrier = Directory.CreateDirectory(Home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        Home = Path.Combine(barrier, "t2l", "postgres");
        using var log = new CollectedLog();
        string moved;
        await using (var first = await EmbeddedPostgres.StartAsync(Home, Fast with { Logger = log }))
        {
            moved = first.DataDirectory;
            await QueryAsync<object>(first, "create table kept as select 42 as answer");
        }

        try
        {
            Assert.NotEqual(Home, moved);
            Assert.Contains(log.Lines, x => x == $"'{Home}' lies below '{barrier}', which user 'postgres' may not enter; the database is kept in '{moved}'.");
            Assert.Equal(moved, (await File.ReadAllTextAsync(Path.Combine(Home, "moved-to"))).Trim());

            await using var second = await EmbeddedPostgres.StartAsync(Home, Fast with { Logger = log });

            Assert.Equal(moved, second.DataDirectory);
            Assert.Equal(42, await QueryAsync<int>(second, "select answer from kept"));
        }
        finally
        {
            Directory.Delete(moved, recursive: true);
        }
    }

    [RootFact]
    public async Task A_database_keeps_the_user_that_owns_it()
    {
        await (await StartAsync()).DisposeAsync();
        var nobody = new ServerAccount(65534, 65534, "nobody");
        foreach (var path in Directory.GetFileSystemEntries(Home, "*", SearchOption.AllDirectories).Append(Home))
            nobody.Own(path);

        await using var server = await StartAsync();

        Assert.Equal(65534, StatusOf(ServerProcessId(), "Uid"));
    }

    [RootFact(asNobody: true)]
    public async Task An_ordinary_user_runs_the_server_itself()
    {
        string[] asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", $"HOME={Path.GetDirectoryName(Home)}"];
        new ServerAccount(65534, 65534, "nobody").Own(Path.GetDirectoryName(Home)!);

        using var holder = await Holder.StartAsync(Home, asNobody);

        Assert.True(holder.StartedHere);
        Assert.Equal(65534, StatusOf(ServerProcessId(), "Uid"));
        await holder.EndAsync();
        Assert.False(IsRunning());
    }
}
