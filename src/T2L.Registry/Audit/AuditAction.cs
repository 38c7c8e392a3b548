namespace T2L.Registry.Audit;

/// <summary>What the log tells of. Names are stable: programs may compare them.</summary>
public static class AuditAction
{
    /// <summary>An alias was made, or pointed at another version.</summary>
    public const string AliasSet = "alias.set";

    /// <summary>An alias was pointed at the version before.</summary>
    public const string AliasRollback = "alias.rollback";

    /// <summary>An alias was removed.</summary>
    public const string AliasRemove = "alias.remove";

    /// <summary>A version was taken out of sight.</summary>
    public const string VersionDelete = "version.delete";

    /// <summary>A deleted version was brought back.</summary>
    public const string VersionRestore = "version.restore";
}
