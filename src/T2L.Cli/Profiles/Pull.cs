using System.Globalization;
using T2L.Cli.Output;
using T2L.Hub;
using T2L.Hub.Cache;

namespace T2L.Cli.Profiles;

/// <summary>One repository of a pull: planned, perhaps done, printed.</summary>
internal sealed class Pull
{
    private readonly RepoReference _reference;
    private readonly string? _snapshot;
    private PullResult? _result;

    private Pull(RepoReference reference, PullPlan? plan, string? snapshot) => (_reference, Plan, _snapshot) = (reference, plan, snapshot);

    /// <summary>What the hub has; null when offline, where the cache must do.</summary>
    public PullPlan? Plan { get; }

    public static async Task<Pull> PlanAsync(HubClient client, RepoReference reference, PathFilter filter, CancellationToken cancellation)
    {
        if (!client.IsOffline)
            return new Pull(reference, await client.PlanAsync(reference, filter, cancellation).ConfigureAwait(false), null);
        return new Pull(reference, null, client.RequireCached(reference, filter));
    }

    public async Task RunAsync(HubClient client, CancellationToken cancellation)
    {
        if (Plan is null)
            return;
        try
        {
            _result = await client.PullAsync(Plan, Plan.MissingBytes > 0 ? new PullProgressLine() : null, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Terminal.Status($"\n{_reference}: stopped; what arrived is kept, and the same command goes on from there.");
            throw;
        }
    }

    public object ToJson() => Plan is null
        ? new { _reference.Repository, _reference.Revision, Offline = true, Folder = _snapshot, Files = HubCache.Files(_snapshot!) }
        : new
        {
            _reference.Repository,
            _reference.Revision,
            Plan.Commit,
            _result?.Folder,
            Files = Plan.Files.Select(file => new { file.Path, file.Bytes, file.CachedBytes }),
            Plan.TotalBytes,
            Plan.CachedBytes,
            Plan.MissingBytes,
            _result?.DownloadedBytes,
            Seconds = _result?.Elapsed.TotalSeconds,
            MegabytesPerSecond = _result is { DownloadedBytes: > 0 } ? _result.DownloadedBytes / 1e6 / _result.Elapsed.TotalSeconds : (double?)null,
        };

    public void Print()
    {
        if (Plan is null)
            Terminal.Line($"{_reference}: in the cache, {_snapshot} (HF_HUB_OFFLINE is set; the hub was not asked)");
        else if (_result is not null)
            Terminal.Line(string.Create(CultureInfo.InvariantCulture,
                $"{_reference}: {_result.Files.Count} files, {ByteText.Of(_result.Bytes)}, {(_result.DownloadedBytes == 0 ? "all of it here already" : $"{ByteText.Of(_result.DownloadedBytes)} downloaded in {_result.Elapsed.TotalSeconds:F1} s")}\n  {_result.Folder}"));
        else
            PrintPlan(Plan);
    }

    private static void PrintPlan(PullPlan plan)
    {
        Terminal.Line($"{plan.Reference} at {plan.Commit[..12]}: {ByteText.Of(plan.MissingBytes)} to download, {ByteText.Of(plan.CachedBytes)} of {ByteText.Of(plan.TotalBytes)} here already");
        Terminal.Table(["file", "size", "here"],
            plan.Files.Select(file => (IReadOnlyList<string>)[file.Path, ByteText.Of(file.Bytes), file.CachedBytes == file.Bytes ? "yes" : file.CachedBytes == 0 ? "no" : ByteText.Of(file.CachedBytes)]));
    }
}
