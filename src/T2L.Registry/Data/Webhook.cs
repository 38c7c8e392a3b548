namespace T2L.Registry.Data;

/// <summary>An address that is told what happens.</summary>
public sealed class Webhook
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where it is told.</summary>
    public required string Url { get; init; }

    /// <summary>Of what: actions of the audit log, <c>alias.*</c> for all of a kind, <c>*</c> for all.</summary>
    public required string[] Actions { get; init; }

    /// <summary>The key of its signatures, 32 bytes.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }
}
