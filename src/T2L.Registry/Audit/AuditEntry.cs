using System.Linq.Expressions;
using T2L.Adapters;
using T2L.Registry.Data;

namespace T2L.Registry.Audit;

/// <summary>One line of the audit log.</summary>
/// <param name="Id">Identity of the event.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, for instance <c>alias.set</c>.</param>
/// <param name="Adapter">Name of the adapter; null for what is about none, such as keys.</param>
/// <param name="Version">Number of the version it was about.</param>
/// <param name="Digest">Digest of that version.</param>
/// <param name="Details">What else is to be known, by name.</param>
public sealed record AuditEntry(
    Guid Id, DateTimeOffset At, string Actor, string Action, string? Adapter, int? Version, Digest? Digest, IReadOnlyDictionary<string, string> Details)
{
    internal static Expression<Func<AuditEvent, AuditEntry>> FromRow { get; } = x => new AuditEntry(
        x.Id, x.At, x.Actor, x.Action, x.Adapter, x.Version, x.Digest, x.Details ?? new Dictionary<string, string>());

    internal static AuditEntry Of(AuditEvent happened) => Read(happened);

    private static Func<AuditEvent, AuditEntry> Read { get; } = FromRow.Compile();
}

/// <summary>A part of the log, newest first.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Next">Asks for the lines after these; null at the end.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, string? Next);
