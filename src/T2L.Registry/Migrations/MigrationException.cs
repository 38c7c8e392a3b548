namespace T2L.Registry.Migrations;

/// <summary>The schema could not be brought up to date. Nothing of the file at fault was kept.</summary>
public sealed class MigrationException : Exception
{
    /// <summary>Reports a migration that was refused or failed.</summary>
    /// <param name="message">Which file, what is wrong with it, what to do.</param>
    /// <param name="inner">What the database said.</param>
    public MigrationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
