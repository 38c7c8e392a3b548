using T2L.Testing;

namespace T2L.Cli.Tests.Support;

/// <summary>A fact that needs the bundled models; reported as skipped where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NanoFactAttribute : FactAttribute
{
    public NanoFactAttribute()
    {
        var folder = Path.Combine(Repository.Root, "models", "nano", "base");
        if (!Directory.Exists(folder))
            Skip = $"The bundled models are missing: there is no '{folder}'. Train them: ./t2l train lm --out models/nano/base --seed 0.";
    }
}
