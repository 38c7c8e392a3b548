using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using T2L.Registry.Data;
using T2L.Registry.Hosting;

namespace T2L.Registry.Tests.Data;

/// <summary>The tables are made by <c>migrations/</c> and mapped by EF Core; these must say the same.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Service")]
[SuppressMessage("Design", "CA1001", Justification = "xunit calls IAsyncLifetime.DisposeAsync.")]
public sealed class SchemaDriftTests(PostgresFixture postgres) : IAsyncLifetime
{
    private NpgsqlDataSource _migrated = null!;
    private NpgsqlDataSource _modelled = null!;

    public async Task InitializeAsync()
    {
        _migrated = await postgres.RegistryOfAsync(GetType());
        _modelled = await postgres.CreateDatabaseAsync();
        await using var db = new RegistryDb(RegistrySource.Options(_modelled, NullLoggerFactory.Instance));
        await db.Database.ExecuteSqlRawAsync(db.Database.GenerateCreateScript());
    }

    public async Task DisposeAsync() => await _modelled.DisposeAsync();

    [Theory]
    [InlineData("columns with their types and nullability", 60, """
        select table_name || '.' || column_name || ' ' || udt_name || case is_nullable when 'YES' then ' null' else ' not null' end
        from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migrations'
        """)]
    [InlineData("primary keys and foreign keys", 15, """
        select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace and contype in ('p', 'f') and conrelid::regclass::text <> 'schema_migrations'
        """)]
    [InlineData("indexes", 10, """
        select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_migrations'
          and not exists (select 1 from pg_constraint where conname = indexname and contype in ('p', 'u'))
        """)]
    public async Task Model_and_migrations_agree_on(string what, int atLeast, string query)
    {
        var migrated = await ReadAsync(_migrated, query);
        var modelled = await ReadAsync(_modelled, query);

        Assert.True(migrated.Count >= atLeast, $"Only {migrated.Count} {what}; the query looks at the wrong place.");
        Assert.Empty(migrated.Except(modelled).Select(x => "only in migrations/: " + x)
            .Concat(modelled.Except(migrated).Select(x => "only in the model: " + x)));
    }

    private static async Task<HashSet<string>> ReadAsync(NpgsqlDataSource source, string query)
    {
        await using var command = source.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new HashSet<string>();
        while (await reader.ReadAsync())
            rows.Add(Normal(reader.GetString(0)));
        return rows;
    }

    // What differs without meaning: EF quotes names and spells out RESTRICT, which is what plain SQL does for rows checked at once.
    private static string Normal(string definition) => definition.Replace("\"", "", StringComparison.Ordinal)
        .Replace(" ON DELETE RESTRICT", "", StringComparison.Ordinal);
}
