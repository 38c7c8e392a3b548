using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using T2L.Registry.Aliases;
using T2L.Registry.Audit;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Deletion;
using T2L.Registry.Hosting;
using T2L.Registry.Jobs;
using T2L.Registry.Publishing;
using T2L.Testing;

namespace T2L.Registry.Tests;

/// <summary>The registry's services over a database and a blob store in a temporary directory.</summary>
internal sealed class TestRegistry : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public TestRegistry(NpgsqlDataSource source, TimeProvider time)
    {
        Source = source;
        Contexts = new PooledDbContextFactory<RegistryDb>(RegistrySource.Options(source, NullLoggerFactory.Instance));
        Blobs = new FileBlobStore(_directory.File("blobs"));
        Jobs = new GenerationJobs(Contexts, time);
        Publisher = new AdapterPublisher(Contexts, Blobs, time);
        Catalog = new AdapterCatalog(Contexts, Blobs);
        Aliases = new AdapterAliases(Contexts, time);
        Audit = new AuditLog(Contexts);
        Deletion = new AdapterDeletion(Contexts, time);
        Models = new ModelCatalog(Contexts, time);
    }

    public NpgsqlDataSource Source { get; }

    public IDbContextFactory<RegistryDb> Contexts { get; }

    public FileBlobStore Blobs { get; }

    public GenerationJobs Jobs { get; }

    public AdapterPublisher Publisher { get; }

    public AdapterCatalog Catalog { get; }

    public AdapterAliases Aliases { get; }

    public AuditLog Audit { get; }

    public AdapterDeletion Deletion { get; }

    public ModelCatalog Models { get; }

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public void Dispose() => _directory.Dispose();
}
