using T2L.Adapters.Origin;
using T2L.Adapters.Peft;
using T2L.Adapters.Svf;
using T2L.Adapters.Uploads;

namespace T2L.Hub;

/// <summary>Fetches adapters for others: only from the endpoint of the options, only the files that an adapter consists of, and into no shared cache.</summary>
/// <param name="options">Read each time; a setting that cannot be used fails the fetching, not the start.</param>
/// <param name="sendToken">Whether the options' token goes along. Whoever may fetch then sees what its owner may.</param>
public sealed class HubAdapters(Func<HubOptions> options, bool sendToken) : IAdapterHub
{
    private const string Cache = "hub";
    private static readonly PathFilter Wanted = new([PeftConfigFile.Name, PeftDirectory.WeightsName, SvfExpertFile.Name], []);

    /// <inheritdoc/>
    public async Task<HubOrigin> FetchAsync(string repository, string revision, UploadFolder folder, UploadLimits limits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            var reference = RepoReference.Create(repository, revision);
            var configured = options();
            return await FetchAsync(reference, configured with { CacheRoot = Path.Combine(folder.Path, Cache), Token = sendToken ? configured.Token : null }, folder, limits, cancellationToken);
        }
        catch (HubException refusal)
        {
            throw new AdapterHubException(KindOf(refusal.Error), refusal.Message, refusal);
        }
    }

    private static async Task<HubOrigin> FetchAsync(RepoReference reference, HubOptions own, UploadFolder folder, UploadLimits limits, CancellationToken cancellationToken)
    {
        using var client = new HubClient(own);
        var plan = await client.PlanAsync(reference, Wanted, cancellationToken);
        // What the list says is also the most that is fetched: a file that goes on is refused there.
        if (plan.TotalBytes > limits.MaxBytes || plan.Files.Any(file => file.Bytes > limits.MaxFileBytes))
            throw new AdapterHubException(AdapterHubError.TooLarge, $"The adapter in {reference} has {plan.TotalBytes} bytes; at most {limits.MaxBytes} are taken, {limits.MaxFileBytes} in one file.");
        var pulled = await client.PullAsync(plan, progress: null, cancellationToken);
        foreach (var file in pulled.Files)
        {
            await using var content = File.OpenRead(Path.Combine(pulled.Folder, file));
            await folder.AddAsync(file, content, cancellationToken);
        }
        return new HubOrigin(reference.Repository, plan.Commit);
    }

    private static AdapterHubError KindOf(HubError error) => error switch
    {
        HubError.BadReference => AdapterHubError.BadReference,
        HubError.NotCached => AdapterHubError.Off,
        HubError.NothingMatches or HubError.Unauthorized or HubError.Forbidden or HubError.RepositoryNotFound or HubError.RevisionNotFound or HubError.FileNotFound => AdapterHubError.NotFound,
        HubError.BadSetting or HubError.RateLimited or HubError.Unavailable or HubError.DiskFull or HubError.CacheUnusable => AdapterHubError.Unavailable,
        _ => AdapterHubError.BadAnswer,
    };
}
