using System.Diagnostics.CodeAnalysis;
using Npgsql;
using T2L.Registry.Migrations;
using T2L.Testing;

namespace T2L.Registry.Tests.Migrations;

[Collection(PostgresTests.Name)]
[Trait("Category", "Service")]
[SuppressMessage("Design", "CA1001", Justification = "xunit calls IAsyncLifetime.DisposeAsync.")]
public sealed class MigrationRunnerTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly TemporaryDirectory _files = new();
    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        Write("0001_one.sql", "create table one (id int);\ninsert into one values (1);\n");
        Write("0002_two.sql", "create table two (id int);\n");
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task Applies_the_files_in_order_and_only_once()
    {
        Assert.Equal(["0001_one.sql", "0002_two.sql"], await RunAsync());
        Assert.Empty(await RunAsync());
        Write("0010_ten.sql", "alter table two add column ten int");
        Assert.Equal(["0010_ten.sql"], await RunAsync());
        Assert.Equal(1L, await ScalarAsync("select count(*) from one"));
    }

    [Fact]
    public async Task Runners_that_start_together_apply_each_file_once()
    {
        for (var round = 0; round < 5; round++)
        {
            await using var fresh = await postgres.CreateDatabaseAsync();
            using var start = new Barrier(4);

            var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                return new MigrationRunner(fresh, MigrationDirectory.Find(), TimeProvider.System).RunAsync();
            }, TaskCreationOptions.LongRunning).Unwrap()));

            Assert.Single(applied, x => x.Count > 0);
        }
    }

    [Fact]
    public async Task The_lock_is_free_afterwards_also_after_a_failure()
    {
        await RunAsync();
        Write("0003_bad.sql", "create tabel three (id int)");
        await Assert.ThrowsAsync<MigrationException>(RunAsync);

        Assert.Equal(0L, await ScalarAsync("select count(*) from pg_locks where locktype = 'advisory'"));
    }

    [Fact]
    public async Task Refuses_a_file_that_was_edited_after_it_was_applied()
    {
        await RunAsync();
        Write("0001_one.sql", "create table one (id bigint);\ninsert into one values (1);\n");

        var error = await Assert.ThrowsAsync<MigrationException>(RunAsync);

        Assert.StartsWith("Migration '0001_one.sql' was edited after it was applied", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Restore the file and put the change into a new one.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_line_ends_are_no_edit()
    {
        await RunAsync();
        Write("0001_one.sql", "create table one (id int);\r\ninsert into one values (1);\r\n");

        Assert.Empty(await RunAsync());
    }

    [Fact]
    public async Task Refuses_a_database_that_is_ahead_of_the_files()
    {
        await RunAsync();
        File.Delete(_files.File("0002_two.sql"));

        var error = await Assert.ThrowsAsync<MigrationException>(RunAsync);

        Assert.Contains("has migration '0002_two.sql'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Update T2L", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_file_that_comes_too_late()
    {
        await RunAsync();
        Write("0000_zero.sql", "select 1");

        var error = await Assert.ThrowsAsync<MigrationException>(RunAsync);

        Assert.Contains("'0000_zero.sql' comes before '0002_two.sql'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_of_itself_and_keeps_those_before_it()
    {
        Write("0003_bad.sql", "create table three (id int);\ncreate tabel four (id int);\n");

        var error = await Assert.ThrowsAsync<MigrationException>(RunAsync);

        Assert.StartsWith("Migration '0003_bad.sql' failed: syntax error at or near \"tabel\".", error.Message, StringComparison.Ordinal);
        Assert.Equal(2L, await ScalarAsync("select count(*) from schema_migrations"));
        Assert.IsType<DBNull>(await ScalarAsync("select to_regclass('three')::text"));
    }

    [Theory]
    [InlineData("3_short.sql", "is not named like a migration")]
    [InlineData("0002_again.sql", "have the same number")]
    public async Task Refuses_names_that_give_no_order(string name, string reason)
    {
        Write(name, "select 1");

        var error = await Assert.ThrowsAsync<MigrationException>(RunAsync);

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_where_it_looked_when_there_are_no_files()
    {
        var nowhere = _files.File("nowhere");

        var error = await Assert.ThrowsAsync<MigrationException>(() => new MigrationRunner(_database, nowhere, TimeProvider.System).RunAsync());

        Assert.Contains(nowhere, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_programs_own_migrations_lie_beside_it() =>
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Repository.Root, "migrations"), "*.sql").Select(Path.GetFileName).Order(),
            Directory.GetFiles(MigrationDirectory.Find(), "*.sql").Select(Path.GetFileName).Order());

    private void Write(string name, string sql) => File.WriteAllText(_files.File(name), sql);

    private Task<IReadOnlyList<string>> RunAsync() => new MigrationRunner(_database, _files.Path, TimeProvider.System).RunAsync();

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
