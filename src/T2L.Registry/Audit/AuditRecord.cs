using T2L.Adapters;
using T2L.Registry.Data;

namespace T2L.Registry.Audit;

/// <summary>Writes lines of the log as part of what they tell of.</summary>
/// <param name="db">The caller's transaction.</param>
/// <param name="actor">Who.</param>
/// <param name="now">When.</param>
internal sealed class AuditRecord(RegistryDb db, Actor actor, DateTimeOffset now)
{
    /// <summary>Adds a line; it is written with the caller's next changes.</summary>
    /// <returns>Its id.</returns>
    public Guid Add(string action, string adapter, int version, Digest digest, params (string Name, string? Value)[] details) =>
        Write(action, adapter, version, digest, details);

    /// <summary>Adds a line about a name, whatever its version.</summary>
    /// <returns>Its id.</returns>
    public Guid Add(string action, string adapter, params (string Name, string? Value)[] details) => Write(action, adapter, null, null, details);

    /// <summary>Adds a line about a key.</summary>
    /// <returns>Its id.</returns>
    public Guid AddOfKey(string action, ApiKey key, params (string Name, string? Value)[] details) =>
        Write(action, adapter: null, null, null, [("key", key.Prefix), ("name", key.Name), ("scopes", string.Join(' ', key.Scopes)), .. details]);

    private Guid Write(string action, string? adapter, int? version, Digest? digest, (string Name, string? Value)[] details)
    {
        var said = details.Where(detail => detail.Value is not null).ToDictionary(detail => detail.Name, detail => detail.Value!, StringComparer.Ordinal);
        var happened = new AuditEvent
        {
            Id = Guid.CreateVersion7(now), At = now, Actor = actor.Name, Action = action, Adapter = adapter, Version = version, Digest = digest, Details = said.Count == 0 ? null : said,
        };
        db.AuditEvents.Add(happened);
        return happened.Id;
    }
}
