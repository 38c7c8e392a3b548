using Microsoft.EntityFrameworkCore;
using Npgsql;
using T2L.Adapters;
using T2L.Registry.Data;
using T2L.Registry.Data.Configurations;
using T2L.Registry.Tenants;

namespace T2L.Registry.Catalog;

/// <summary>The base models and hypernetworks that adapters come from, the same for all tenants. Registering the same files twice changes nothing.</summary>
/// <param name="contexts">Opens the registry's database.</param>
/// <param name="time">Dates the rows.</param>
public sealed class ModelCatalog(IDbContextFactory<RegistryDb> contexts, TimeProvider time)
{
    /// <summary>Registers a base model. What the registry does not know yet of a model that is there is added, another name too; what it knows stays.</summary>
    /// <param name="model">Its files' digest, its name and what is known of it.</param>
    /// <param name="cancellationToken">Stops before the row is written.</param>
    /// <returns>The model as the registry knows it now.</returns>
    /// <exception cref="ArgumentException">A text of it is empty or too long.</exception>
    public async Task<BaseModel> RegisterAsync(BaseModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckName(model.Name, "Base model");
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            await db.Database.ExecuteSqlAsync($"""
                insert into base_models (digest, name, revision, model_type, parameters, modules, created_at)
                values ({model.Digest.Value}, {model.Name}, {model.Revision}, {model.ModelType}, {model.Parameters}, {JsonColumn.ToJson(model.Modules?.Modules)}::jsonb, {time.Now()})
                on conflict (digest) do update set revision = coalesce(base_models.revision, excluded.revision), model_type = coalesce(base_models.model_type, excluded.model_type),
                  parameters = coalesce(base_models.parameters, excluded.parameters), modules = coalesce(base_models.modules, excluded.modules),
                  also_called = case when excluded.name = base_models.name or excluded.name = any (base_models.also_called) then base_models.also_called else base_models.also_called || excluded.name end
                """, cancellationToken).ConfigureAwait(false);
            return await db.BaseModels.AsNoTracking().SingleAsync(x => x.Digest == model.Digest, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Registers a hypernetwork.</summary>
    /// <param name="network">Its files' digest, its name and what it makes.</param>
    /// <param name="cancellationToken">Stops before the row is written.</param>
    /// <returns>The hypernetwork as registered, which is the first registration of its digest.</returns>
    /// <exception cref="ArgumentException">A text of it is empty or too long, or it adapts nothing.</exception>
    /// <exception cref="UnknownModelException">It names the digest of a base model that is not registered.</exception>
    public async Task<Hypernetwork> RegisterAsync(Hypernetwork network, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckName(network.Name, "Hypernetwork");
        if (network.TargetModules.Length == 0)
            throw new ArgumentException($"Hypernetwork '{network.Name}' names no target modules; expected at least one, for instance 'q_proj'.", nameof(network));
        using var all = TenantScope.EnterAll();
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            await InsertAsync(db, network, cancellationToken).ConfigureAwait(false);
            return await db.Hypernetworks.AsNoTracking().SingleAsync(x => x.Digest == network.Digest, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Finds a hypernetwork by digest, or the newest one of a name.</summary>
    /// <param name="reference">A digest or a name.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>The hypernetwork; null when there is none.</returns>
    public async Task<Hypernetwork?> FindHypernetworkAsync(string reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var all = db.Hypernetworks.AsNoTracking();
            return await (Digest.TryParse(reference, out var digest) ? all.Where(x => x.Digest == digest) : all.Where(x => x.Name == reference))
                .OrderByDescending(x => x.CreatedAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lists the hypernetworks, newest first.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>All of them; there are few.</returns>
    public async Task<IReadOnlyList<Hypernetwork>> ListHypernetworksAsync(CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.Hypernetworks.AsNoTracking().OrderByDescending(x => x.CreatedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a base model by digest, or the newest one of a name.</summary>
    /// <param name="reference">A digest or a name.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>The base model; null when there is none.</returns>
    public async Task<BaseModel?> FindBaseModelAsync(string reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var all = db.BaseModels.AsNoTracking();
            return await (Digest.TryParse(reference, out var digest) ? all.Where(x => x.Digest == digest) : all.Where(x => x.Name == reference))
                .OrderByDescending(x => x.CreatedAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lists the base models, newest first.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>All of them; there are few.</returns>
    public async Task<IReadOnlyList<BaseModel>> ListBaseModelsAsync(CancellationToken cancellationToken = default)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
            return await db.BaseModels.AsNoTracking().OrderByDescending(x => x.CreatedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void CheckName(string name, string kind)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > Limits.ModelName || name.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"{kind} name '{name}' cannot be used; expected 1 to {Limits.ModelName} characters.", nameof(name));
    }

    private async Task InsertAsync(RegistryDb db, Hypernetwork network, CancellationToken cancellationToken)
    {
        try
        {
            await db.Database.ExecuteSqlAsync($"""
                insert into hypernetworks (digest, name, base_model, base_model_digest, encoder_digest, rank, alpha, target_modules, parameters, created_at)
                values ({network.Digest.Value}, {network.Name}, {network.BaseModel}, {network.BaseModelDigest?.Value}, {network.EncoderDigest?.Value},
                  {network.Rank}, {network.Alpha}, {network.TargetModules}, {network.Parameters}, {time.Now()})
                on conflict (digest) do nothing
                """, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw UnknownModelException.Of(network.BaseModelDigest, null, e);
        }
    }
}
