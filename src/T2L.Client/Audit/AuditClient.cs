using System.Globalization;
using T2L.Client.Wire;

namespace T2L.Client.Audit;

/// <summary>The audit log of a server.</summary>
public sealed class AuditClient
{
    private readonly Server _server;

    internal AuditClient(Server server) => _server = server;

    /// <summary>Who did what, newest first, page after page as it is enumerated.</summary>
    /// <param name="adapter">Only what was done to this adapter; null for all.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public IAsyncEnumerable<AuditLine> ListAsync(string? adapter = null, CancellationToken cancellationToken = default) =>
        Server.ReadPagesAsync((page, cancellation) => PageAsync(adapter, page, cancellationToken: cancellation), cancellationToken);

    /// <summary>One page of the log.</summary>
    /// <param name="adapter">Only what was done to this adapter; null for all.</param>
    /// <param name="page">The <see cref="Page{T}.NextPage"/> of the page before; null for the first.</param>
    /// <param name="size">Lines of a page, 1 to 200.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public Task<Page<AuditLine>> PageAsync(string? adapter = null, string? page = null, int size = 50, CancellationToken cancellationToken = default) => _server.GetAsync<Page<AuditLine>>(
        Server.Query("v1/audit", ("adapter", adapter), ("page", page), ("limit", size.ToString(CultureInfo.InvariantCulture))), cancellationToken);
}

/// <summary>One line of the log.</summary>
/// <param name="Id">Identity of the event.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, for instance <c>alias.set</c>.</param>
/// <param name="Adapter">Name of the adapter; null for what is about none, such as keys.</param>
/// <param name="Version">Number of the version it was about.</param>
/// <param name="Digest">Digest of that version.</param>
/// <param name="Details">What else is to be known, by name.</param>
public sealed record AuditLine(
    Guid Id, DateTimeOffset At, string Actor, string Action, string? Adapter, int? Version, string? Digest, IReadOnlyDictionary<string, string> Details);
