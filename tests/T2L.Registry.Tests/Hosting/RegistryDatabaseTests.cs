using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using T2L.Adapters;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Hosting;
using T2L.Registry.Jobs;
using T2L.Registry.Migrations;
using T2L.Registry.Native;
using T2L.Testing;

namespace T2L.Registry.Tests.Hosting;

[Collection(PostgresTests.Name)]
[Trait("Category", "Service")]
public sealed class RegistryDatabaseTests(PostgresFixture postgres) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Processes_that_start_together_without_a_database_all_end_with_it()
    {
        var name = $"made_{Guid.NewGuid():N}";
        var programs = Enumerable.Range(0, 4).Select(_ => Services(postgres.Server.ConnectionStringFor(name))).ToList();

        var databases = await Task.WhenAll(programs.Select(x => Task.Run(() => RegistryStartup.PrepareAsync(x))));

        foreach (var database in databases)
        {
            await using var db = await database.CreateDbContextAsync();
            Assert.Empty(db.GenerationJobs);
        }

        foreach (var program in programs)
            await program.DisposeAsync();
    }

    [Fact]
    public async Task Services_open_the_database_at_their_first_use()
    {
        await using var services = Services(postgres.Server.ConnectionStringFor($"lazy_{Guid.NewGuid():N}"));

        var job = await services.GetRequiredService<GenerationJobs>().EnqueueAsync(new NewJob("Sort the list."));

        Assert.Equal(JobStatus.Queued, job.Status);
        await services.GetRequiredService<RegistryDatabase>().Source.OpenConnectionAsync();
    }

    [Fact]
    public async Task A_context_gives_its_connection_back()
    {
        await using var services = Services(postgres.Server.ConnectionStringFor($"pool_{Guid.NewGuid():N}") + ";Maximum Pool Size=2;Timeout=5");
        var database = await RegistryStartup.PrepareAsync(services);

        for (var i = 0; i < 20; i++)
        {
            await using var db = await database.CreateDbContextAsync();
            Assert.Empty(db.GenerationJobs);
        }
    }

    [Fact]
    public async Task Statements_and_errors_that_are_answered_are_no_log_lines()
    {
        using var log = new CollectedLog();
        await using var services = Services(postgres.Server.ConnectionStringFor($"quiet_{Guid.NewGuid():N}"), x => x.AddLogging(y => y.AddProvider(log)));
        var jobs = services.GetRequiredService<GenerationJobs>();
        await jobs.EnqueueAsync(new NewJob("Sort the list."));
        await Assert.ThrowsAsync<UnknownModelException>(() => jobs.EnqueueAsync(new NewJob("Sort the list.", null, Digest.Of("x"u8))));

        Assert.Equal(["Registry schema brought up to date: " + string.Join(", ", MigrationNames()) + "."], log.Lines);
    }

    [Fact]
    public async Task Before_that_the_source_says_what_to_do()
    {
        await using var services = Services(postgres.Server.ConnectionStringFor("never"));

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<RegistryDatabase>().Source);

        Assert.Contains("PrepareAsync", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=t2l;Username=x", "127.0.0.1:1", "no server listens there. Start it")]
    [InlineData("Host=/nonexistent;Database=t2l;Username=x", "'/nonexistent'", "no server listens there. Start it")]
    [InlineData("Host=db.invalid;Database=t2l;Username=x", "db.invalid:5432", "Correct Host")]
    public async Task A_server_that_cannot_be_reached_gives_one_line(string connectionString, string where, string advice)
    {
        await using var services = Services(connectionString + ";Password=hunter2");

        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() => RegistryStartup.PrepareAsync(services));

        Assert.StartsWith($"The registry's database at {where} cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_user_is_told_to_correct_it()
    {
        await using var services = Services($"Host={postgres.Server.SocketDirectory};Database=t2l;Username=stranger");

        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() => RegistryStartup.PrepareAsync(services));

        Assert.Contains("role \"stranger\" does not exist", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Correct user and password in ConnectionStrings:Registry.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_failed_is_tried_again_at_the_next_use()
    {
        var link = _directory.File("socket");
        await using var services = Services($"Host={link};Database=again_{Guid.NewGuid():N};Username=t2l");
        await Assert.ThrowsAsync<RegistryUnavailableException>(() => RegistryStartup.PrepareAsync(services));
        Directory.CreateSymbolicLink(link, postgres.Server.SocketDirectory);

        await RegistryStartup.PrepareAsync(services);

        Assert.Null(await services.GetRequiredService<GenerationJobs>().FindAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task A_server_that_comes_up_late_is_waited_for_when_asked()
    {
        var link = _directory.File("socket");
        await using var services = Services($"Host={link};Database=late_{Guid.NewGuid():N};Username=t2l", ("Registry:ConnectWaitSeconds", "60"));

        var prepared = RegistryStartup.PrepareAsync(services);
        await Task.Delay(400);
        Assert.False(prepared.IsCompleted);
        Directory.CreateSymbolicLink(link, postgres.Server.SocketDirectory);

        await prepared;
    }

    [Fact]
    public async Task A_server_that_goes_away_gives_the_same_line_at_the_next_use()
    {
        var link = _directory.File("socket");
        Directory.CreateSymbolicLink(link, postgres.Server.SocketDirectory);
        await using var services = Services($"Host={link};Database=gone_{Guid.NewGuid():N};Username=t2l;Pooling=false");
        await RegistryStartup.PrepareAsync(services);
        Directory.Delete(link);

        var error = await Assert.ThrowsAsync<RegistryUnavailableException>(() => services.GetRequiredService<GenerationJobs>().FindAsync(Guid.NewGuid()));

        Assert.StartsWith($"The registry's database at '{link}' cannot be used: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_a_connection_string_runs_its_own_server_and_stops_it()
    {
        // Root's server runs as another user, who must be able to enter the directory.
        var parent = Directory.CreateDirectory("/var/tmp/t2l-test-" + Guid.NewGuid().ToString("N"));
        try
        {
            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = parent.FullName });
            builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Storage:Root", (string?)"state")]);
            builder.Services.AddRegistry(builder.Configuration);
            using var host = builder.Build();
            await host.StartAsync();
            var serverLock = Path.Combine(parent.FullName, "state/postgres/server.lock");
            Assert.True(FileLock.IsHeld(serverLock));
            await host.Services.GetRequiredService<GenerationJobs>().EnqueueAsync(new NewJob("Sort the list."));

            await host.StopAsync();

            Assert.False(FileLock.IsHeld(serverLock));
        }
        finally
        {
            parent.Delete(recursive: true);
        }
    }

    private static IEnumerable<string?> MigrationNames() => Directory.GetFiles(MigrationDirectory.Find(), "*.sql").Select(Path.GetFileName).Order();

    private static ServiceProvider Services(string connectionString, params (string Key, string Value)[] settings) =>
        Services(connectionString, _ => { }, settings);

    private static ServiceProvider Services(string connectionString, Action<IServiceCollection> more, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append(("ConnectionStrings:Registry", connectionString)).Select(x => KeyValuePair.Create(x.Item1, (string?)x.Item2))).Build();
        var services = new ServiceCollection();
        more(services);
        return services.AddRegistry(configuration).BuildServiceProvider();
    }
}
