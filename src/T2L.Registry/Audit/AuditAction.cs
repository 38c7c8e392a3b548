namespace T2L.Registry.Audit;

/// <summary>What the log tells of. Names are stable: programs may compare them.</summary>
public static class AuditAction
{
    /// <summary>A version was published.</summary>
    public const string VersionPublish = "version.publish";

    /// <summary>An alias was made, or pointed at another version.</summary>
    public const string AliasSet = "alias.set";

    /// <summary>An alias was pointed at the version before.</summary>
    public const string AliasRollback = "alias.rollback";

    /// <summary>An alias was removed.</summary>
    public const string AliasRemove = "alias.remove";

    /// <summary>Owner, tags or properties of an adapter were changed.</summary>
    public const string AdapterMetadata = "adapter.metadata";

    /// <summary>The card of an adapter was written.</summary>
    public const string CardWrite = "card.write";

    /// <summary>The card of an adapter was taken away.</summary>
    public const string CardRemove = "card.remove";

    /// <summary>A figure that was measured of a version was added.</summary>
    public const string EvaluationAdd = "evaluation.add";

    /// <summary>A version failed a check.</summary>
    public const string VersionQuarantine = "version.quarantine";

    /// <summary>A quarantined version was let out.</summary>
    public const string VersionRelease = "version.release";

    /// <summary>A key was made.</summary>
    public const string KeyCreate = "key.create";

    /// <summary>A key was replaced by a new one.</summary>
    public const string KeyRotate = "key.rotate";

    /// <summary>A key was revoked.</summary>
    public const string KeyRevoke = "key.revoke";

    /// <summary>A version was taken out of sight.</summary>
    public const string VersionDelete = "version.delete";

    /// <summary>A version that was deleted long ago is gone for good.</summary>
    public const string VersionPurge = "version.purge";

    /// <summary>A deleted version was brought back.</summary>
    public const string VersionRestore = "version.restore";
}
