using System.CommandLine;
using T2L.Registry.Tenants;

namespace T2L.Cli;

/// <summary>Options that every command takes.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document on stdout; logs and progress stay on stderr.",
        Recursive = true,
    };

    public static readonly Option<string?> Tenant = new("--tenant")
    {
        Description = $"Whose adapters, jobs and keys. Default: T2L_TENANT, else {TenantName.Default}.",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Print debug logs, and the stack trace of a failure.",
        Recursive = true,
    };

    /// <summary>In whose name a command runs.</summary>
    public static string TenantOf(ParseResult parsed) =>
        parsed.GetValue(Tenant) ?? (Environment.GetEnvironmentVariable("T2L_TENANT") is { Length: > 0 } tenant ? tenant : TenantName.Default);
}
