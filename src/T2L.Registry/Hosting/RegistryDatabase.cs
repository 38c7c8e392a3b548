using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using T2L.Registry.Data;
using T2L.Registry.Embedded;
using T2L.Registry.Migrations;
using T2L.Registry.Tenants;

namespace T2L.Registry.Hosting;

/// <summary>
/// The registry's database: started where it is embedded, created where it is missing, migrated, then opened on demand. All of that
/// happens once, at the first use or at the start of the host, whichever comes first; a start that failed is tried again at the next use.
/// </summary>
public sealed class RegistryDatabase : IDbContextFactory<RegistryDb>, IAsyncDisposable, IDisposable
{
    private readonly RegistryOptions _options;
    private readonly string _postgresDirectory;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private EmbeddedPostgres? _embedded;
    private NpgsqlDataSource? _source;
    private TenantContexts? _contexts;
    private bool _disposed;

    internal RegistryDatabase(RegistryOptions options, string postgresDirectory, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _postgresDirectory = postgresDirectory;
        _time = time;
        _loggers = loggers;
    }

    /// <summary>Connections of the registry itself, which sees the rows of all tenants, for what is not an entity (locks, notifications).</summary>
    /// <exception cref="InvalidOperationException">Before <see cref="PrepareAsync"/>.</exception>
    public NpgsqlDataSource Source => _source is not null && _contexts is not null ? _source : throw NotPrepared();

    /// <summary>Makes the database ready for use. Harmless when it is.</summary>
    /// <param name="cancellationToken">Stops the waiting; what was started is let go of.</param>
    /// <exception cref="RegistryUnavailableException">The server is not installed, does not start, cannot be reached or refuses.</exception>
    /// <exception cref="MigrationException">The schema does not fit this program.</exception>
    /// <exception cref="OptionsValidationException">The configuration is wrong.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        if (_contexts is not null)
            return;
        await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _contexts ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await LetGoAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _preparing.Release();
        }
    }

    /// <summary>Opens the database in the name of <see cref="TenantScope.Tenant"/>, preparing it first where that has not happened.</summary>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>A context with an open connection; dispose it soon.</returns>
    /// <exception cref="RegistryUnavailableException">The server cannot be reached.</exception>
    /// <exception cref="UnknownTenantException">There is no such tenant.</exception>
    public async Task<RegistryDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _contexts!.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectFailure.Describe(e, _source!.ConnectionString) is { } unavailable)
        {
            throw unavailable;
        }
    }

    /// <summary>A context of the prepared database; prefer <see cref="CreateDbContextAsync"/>.</summary>
    /// <returns>A context that connects at its first statement.</returns>
    /// <exception cref="InvalidOperationException">Before <see cref="PrepareAsync"/>.</exception>
    public RegistryDb CreateDbContext() => (_contexts ?? throw NotPrepared()).CreateDbContext();

    /// <summary>Closes all connections and lets go of the embedded server.</summary>
    /// <returns>Ends when the embedded server is stopped or left to others.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        await _preparing.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        if (_contexts is not null)
            await _contexts.DisposeAsync().ConfigureAwait(false);
        _contexts = null;
        await LetGoAsync().ConfigureAwait(false);
        _preparing.Dispose();
    }

    /// <summary>See <see cref="DisposeAsync"/>; for containers that are disposed synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static InvalidOperationException NotPrepared() =>
        new("The registry's database is not open. Await RegistryDatabase.PrepareAsync first, or start the host.");

    private async Task<TenantContexts> OpenAsync(CancellationToken cancellationToken)
    {
        var model = Task.Run(() => RegistryModel.Value, cancellationToken);
        var text = _options.ConnectionString;
        if (string.IsNullOrWhiteSpace(text))
        {
            _embedded = await EmbeddedPostgres.StartAsync(_postgresDirectory, new EmbeddedPostgresOptions
            {
                StartTimeout = TimeSpan.FromSeconds(_options.EmbeddedStartSeconds),
                Logger = _loggers.CreateLogger<EmbeddedPostgres>(),
            }, cancellationToken).ConfigureAwait(false);
            text = _embedded.ConnectionString;
        }

        _source = RegistrySource.Create(text, _options);
        await DatabaseCreation.EnsureAsync(_source, text, TimeSpan.FromSeconds(_options.ConnectWaitSeconds), _time, cancellationToken)
            .ConfigureAwait(false);
        var applied = await new MigrationRunner(_source, MigrationDirectory.Find(), _time).RunAsync(cancellationToken).ConfigureAwait(false);
        if (applied.Count > 0)
            Log.Migrated(_loggers.CreateLogger<RegistryDatabase>(), string.Join(", ", applied));
        await model.ConfigureAwait(false);
        return new TenantContexts(_source, text, _options, _loggers);
    }

    private async Task LetGoAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync().ConfigureAwait(false);
        if (_embedded is not null)
            await _embedded.DisposeAsync().ConfigureAwait(false);
        _source = null;
        _embedded = null;
    }
}
