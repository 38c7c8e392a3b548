using System.Linq.Expressions;
using T2L.Adapters;
using T2L.Registry.Data;

namespace T2L.Registry.Aliases;

/// <summary>Where an alias points.</summary>
/// <param name="Adapter">The adapter's name.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">Number of the version it points at.</param>
/// <param name="Digest">Digest of that version.</param>
/// <param name="PreviousVersion">Number of the version before its last move, to which a rollback returns; null until it was moved.</param>
/// <param name="Change">The event that put it there; hand it back to move the alias only if nobody did in between.</param>
/// <param name="ChangedAt">When.</param>
/// <param name="ChangedBy">Who.</param>
public sealed record AliasEntry(
    string Adapter, string Alias, int Version, Digest Digest, int? PreviousVersion, Guid Change, DateTimeOffset ChangedAt, string ChangedBy)
{
    internal static Expression<Func<AdapterAlias, AliasEntry>> FromRow { get; } = x => new AliasEntry(
        x.Version!.Name, x.Alias, x.Version.Version, x.Version.Digest, x.PreviousVersion == null ? null : x.PreviousVersion.Version,
        x.ChangedBy, x.Change!.At, x.Change.Actor);
}

/// <summary>What came of setting an alias.</summary>
/// <param name="Entry">Where it points now.</param>
/// <param name="IsNew">Whether there was none before.</param>
/// <param name="Moved">Whether anything changed.</param>
public sealed record AliasMove(AliasEntry Entry, bool IsNew, bool Moved);

/// <summary>What has to hold before an alias is moved, checked in the same transaction. The default asks for nothing.</summary>
/// <param name="Change">It is where this <see cref="AliasEntry.Change"/> put it.</param>
/// <param name="Absent">There is none yet.</param>
public readonly record struct AliasCondition(Guid? Change = null, bool Absent = false);
