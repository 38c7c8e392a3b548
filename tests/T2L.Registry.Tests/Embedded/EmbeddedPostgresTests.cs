using T2L.Registry.Embedded;
using T2L.Registry.Native;

namespace T2L.Registry.Tests.Embedded;

public sealed class EmbeddedPostgresTests : EmbeddedTest
{
    [Fact]
    public async Task The_second_start_finds_the_data_of_the_first_and_dispose_stops_the_server()
    {
        await using (var first = await StartAsync())
            await QueryAsync<object>(first, "create table kept as select 42 as answer");
        Assert.False(IsRunning());

        await using var second = await StartAsync();

        Assert.True(second.StartedHere);
        Assert.Equal(42, await QueryAsync<int>(second, "select answer from kept"));
    }

    [Fact]
    public async Task Nothing_listens_on_tcp_and_only_the_servers_user_may_enter()
    {
        await using var server = await StartAsync();

        Assert.Equal("", await QueryAsync<string>(server, "show listen_addresses"));
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(server.SocketDirectory));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(server.DataDirectory));
        Assert.NotEqual(0, StatusOf(ServerProcessId(), "Uid"));
    }

    [Fact]
    public async Task User_data_is_durable_unless_asked_otherwise()
    {
        await using (var server = await EmbeddedPostgres.StartAsync(Home))
        {
            Assert.Equal("on", await QueryAsync<string>(server, "show fsync"));
            Assert.Equal("on", await QueryAsync<string>(server, "show synchronous_commit"));
            Assert.Equal("on", await QueryAsync<string>(server, "show full_page_writes"));
        }

        await using var fast = await StartAsync();
        Assert.Equal("off", await QueryAsync<string>(fast, "show fsync"));
    }

    [Fact]
    public async Task Starts_at_the_same_time_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(StartAsync)));

        Assert.Single(servers, x => x.StartedHere);
        foreach (var server in servers)
        {
            Assert.Equal(1, await QueryAsync<int>(server, "select 1"));
            await server.DisposeAsync();
        }

        Assert.False(IsRunning());
    }

    [Fact]
    public async Task Disposing_twice_is_harmless()
    {
        var server = await StartAsync();
        await using var other = await StartAsync();

        await server.DisposeAsync();
        await server.DisposeAsync();

        Assert.Equal(1, await QueryAsync<int>(other, "select 1"));
    }

    [Fact]
    public async Task A_database_that_was_half_made_is_made_again()
    {
        Directory.CreateDirectory(Path.Combine(Home, "data.new-0123456789ab", "base"));
        await File.WriteAllTextAsync(Path.Combine(Home, "data.new-0123456789ab", "PG_VERSION"), "15");

        await using var server = await StartAsync();

        Assert.Equal(1, await QueryAsync<int>(server, "select 1"));
        Assert.Empty(Directory.GetDirectories(Home, "data.new-*"));
    }

    [Fact]
    public async Task A_long_path_gets_its_socket_elsewhere_and_the_place_is_removed()
    {
        Home = Path.Combine(Home, new string('a', 100));
        string socket;
        await using (var server = await StartAsync())
        {
            socket = server.SocketDirectory;
            Assert.InRange(socket.Length, 1, 40);
            Assert.Equal(1, await QueryAsync<int>(server, "select 1"));
        }

        Assert.False(Directory.Exists(socket));
    }

    [Fact]
    public async Task A_path_with_spaces_commas_and_quotes_works()
    {
        Home = Path.Combine(Home, "a, b 'c' \"d\" $e \\f");

        await using var server = await StartAsync();

        Assert.Equal(Home, server.DataDirectory);
        Assert.Equal(1, await QueryAsync<int>(server, "select 1"));
    }

    [Fact]
    public async Task A_directory_with_other_things_is_left_alone()
    {
        Directory.CreateDirectory(Home);
        await File.WriteAllTextAsync(Path.Combine(Home, "thesis.tex"), "mine");
        var mode = File.GetUnixFileMode(Home);

        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(StartAsync);

        Assert.Contains("'thesis.tex'", error.Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.tex"], Directory.GetFileSystemEntries(Home).Select(Path.GetFileName));
        Assert.Equal(mode, File.GetUnixFileMode(Home));
    }

    [Fact]
    public async Task A_data_directory_of_something_else_is_left_alone()
    {
        Directory.CreateDirectory(Paths.Cluster);
        await File.WriteAllTextAsync(Path.Combine(Paths.Cluster, "dump.rdb"), "mine");

        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(StartAsync);

        Assert.Contains("holds no PostgreSQL database (no PG_VERSION)", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Paths.Cluster, "dump.rdb")));
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why_in_one_line()
    {
        await (await StartAsync()).DisposeAsync();
        await File.AppendAllTextAsync(Path.Combine(Paths.Cluster, "postgresql.conf"), "shared_buffers = 'plenty'\n");

        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(StartAsync);

        Assert.StartsWith("PostgreSQL did not start: FATAL:  configuration file", error.Message, StringComparison.Ordinal);
        Assert.Contains(Paths.Log, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        using var free = FileLock.Try(Paths.UsersLock, shared: false);
        Assert.NotNull(free);
    }

    [Fact]
    public async Task A_cancelled_start_leaves_no_server()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await EmbeddedPostgres.StartAsync(Home, Fast, cancel.Token);
            cancel.Token.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The start was faster than the cancellation.");
        });

        await WaitUntilStoppedAsync();
        await using var server = await StartAsync();
        Assert.Equal(1, await QueryAsync<int>(server, "select 1"));
    }

    [Fact]
    public async Task A_temporary_server_leaves_nothing()
    {
        string home;
        await using (var server = await EmbeddedPostgres.StartTemporaryAsync())
        {
            home = server.DataDirectory;
            Assert.Equal(1, await QueryAsync<int>(server, "select 1"));
        }

        Assert.False(Directory.Exists(home));
    }
}
