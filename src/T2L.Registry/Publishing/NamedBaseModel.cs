using Microsoft.EntityFrameworkCore;
using T2L.Adapters;
using T2L.Adapters.Fitting;
using T2L.Registry.Data;

namespace T2L.Registry.Publishing;

/// <summary>The base model that an adapter names, where the registry knows it. A name may stand for several revisions; a digest cannot be mistaken.</summary>
/// <param name="contexts">Opens the registry's database.</param>
internal sealed class NamedBaseModel(IDbContextFactory<RegistryDb> contexts)
{
    /// <summary>Finds it, and refuses an adapter that fits none of the models it may mean. Models whose shapes nobody recorded let everything pass.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <param name="given">The base model that its maker told.</param>
    /// <param name="called">What to call the adapter in the message.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    /// <returns>Digest of the one that is meant; null where that is not sure.</returns>
    /// <exception cref="AdapterDoesNotFitException">It does not fit.</exception>
    public async Task<Digest?> FindAsync(AnyAdapter adapter, Digest? given, string called, CancellationToken cancellationToken)
    {
        var digest = given ?? adapter.Expert?.Manifest.BaseDigest ?? Named(adapter);
        var known = await KnownAsync(digest, adapter.BaseModel, cancellationToken).ConfigureAwait(false);
        var exact = digest is null ? known.Where(model => model.Revision is { } revision && revision == adapter.Lora?.Config.Revision).ToList() : known;
        if (exact.Count > 0)
            known = exact;
        RefuseMisfit(adapter, called, known);
        return given ?? (exact.Count == 1 ? exact[0].Digest : null);
    }

    // Some configurations have a digest where others have a name or a revision.
    private static Digest? Named(AnyAdapter adapter) =>
        Digest.TryParse(adapter.BaseModel, out var digest) || Digest.TryParse(adapter.Lora?.Config.Revision ?? "", out digest) ? digest : null;

    private static void RefuseMisfit(AnyAdapter adapter, string called, List<BaseModel> known)
    {
        FitFault? fault = null;
        foreach (var model in known)
        {
            if (model.Modules is not { } shapes || ModelFit.Fault(adapter, shapes) is not { } misfit)
                return;
            fault ??= misfit; // the newest one's
        }

        if (fault is not null)
            throw new AdapterDoesNotFitException(called, adapter.BaseModel.Length > 0 ? adapter.BaseModel : known[0].Name, fault);
    }

    private async Task<List<BaseModel>> KnownAsync(Digest? digest, string name, CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var models = db.BaseModels.AsNoTracking();
            return await (digest is null ? models.Where(x => x.Name == name || x.AlsoCalled.Contains(name)) : models.Where(x => x.Digest == digest))
                .OrderByDescending(x => x.CreatedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
