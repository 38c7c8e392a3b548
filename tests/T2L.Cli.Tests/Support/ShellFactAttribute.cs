namespace T2L.Cli.Tests.Support;

/// <summary>A fact that needs a shell; reported as skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell)
    {
        Shell = shell;
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, shell))))
            Skip = $"{shell} is not installed.";
    }

    public string Shell { get; }
}
