using T2L.Registry.Audit;

namespace T2L.Api.Audit;

/// <summary>One line of the audit log.</summary>
/// <param name="Id">Identity of the event.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who; <c>anonymous</c> where the server asks nobody who they are.</param>
/// <param name="Action">What: <c>version.publish</c>, <c>alias.set</c>, <c>alias.rollback</c>, <c>alias.remove</c>, <c>version.delete</c>, <c>version.restore</c>, <c>key.create</c> and so on.</param>
/// <param name="Adapter">Name of the adapter; null for what is about none, such as keys.</param>
/// <param name="Version">Number of the version it was about.</param>
/// <param name="Digest">Digest of that version.</param>
/// <param name="Details">What else is to be known, by name.</param>
internal sealed record AuditResponse(
    Guid Id, DateTimeOffset At, string Actor, string Action, string? Adapter, int? Version, string? Digest, IReadOnlyDictionary<string, string> Details)
{
    public static AuditResponse Of(AuditEntry entry) =>
        new(entry.Id, entry.At, entry.Actor, entry.Action, entry.Adapter, entry.Version, entry.Digest?.Value, entry.Details);
}

/// <summary>A part of the log, newest first.</summary>
/// <param name="Items">The lines.</param>
/// <param name="NextPage">Send it as <c>page</c> for the part after this one; null at the end.</param>
internal sealed record AuditListResponse(IReadOnlyList<AuditResponse> Items, string? NextPage);
