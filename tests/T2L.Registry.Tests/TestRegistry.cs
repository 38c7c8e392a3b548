using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using T2L.Registry.Aliases;
using T2L.Registry.Audit;
using T2L.Registry.Blobs;
using T2L.Registry.Catalog;
using T2L.Registry.Data;
using T2L.Registry.Deletion;
using T2L.Registry.Evaluations;
using T2L.Registry.Jobs;
using T2L.Registry.Metadata;
using T2L.Registry.Publishing;
using T2L.Registry.Quality;
using T2L.Testing;

namespace T2L.Registry.Tests;

/// <summary>The registry's services over a database and a blob store in a temporary directory.</summary>
internal sealed class TestRegistry : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public TestRegistry(NpgsqlDataSource source, IDbContextFactory<RegistryDb> contexts, TimeProvider time)
    {
        Source = source;
        Contexts = contexts;
        Blobs = new FileBlobStore(_directory.File("blobs"));
        Jobs = new GenerationJobs(Contexts, time);
        Publisher = new AdapterPublisher(Contexts, Blobs, time);
        Catalog = new AdapterCatalog(Contexts, Blobs);
        Rules = new AliasRules();
        Aliases = new AdapterAliases(Contexts, time, Options.Create(Rules));
        Evaluations = new AdapterEvaluations(Contexts, time);
        Audit = new AuditLog(Contexts);
        Deletion = new AdapterDeletion(Contexts, time);
        Metadata = new AdapterMetadata(Contexts, time);
        Checks = new VersionChecks(Contexts, time);
        Models = new ModelCatalog(Contexts, time);
    }

    public NpgsqlDataSource Source { get; }

    public IDbContextFactory<RegistryDb> Contexts { get; }

    public FileBlobStore Blobs { get; }

    public GenerationJobs Jobs { get; }

    public AdapterPublisher Publisher { get; }

    public AdapterCatalog Catalog { get; }

    public AdapterAliases Aliases { get; }

    public AliasRules Rules { get; }

    public AdapterEvaluations Evaluations { get; }

    public AuditLog Audit { get; }

    public AdapterDeletion Deletion { get; }

    public AdapterMetadata Metadata { get; }

    public VersionChecks Checks { get; }

    public ModelCatalog Models { get; }

    /// <summary>What was done to an adapter after its versions were published, newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> DoneAsync(string adapter) =>
        [.. (await Audit.ListAsync(adapter)).Items.Where(entry => entry.Action != AuditAction.VersionPublish)];

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
