using T2L.Testing;

namespace T2L.Svf.Tests;

/// <summary>A test on the bundled base; skipped where the bundled models are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BundledFactAttribute : FactAttribute
{
    /// <summary>The bundled base's folder.</summary>
    public static readonly string Base = Path.Combine(Repository.Root, "models", "nano", "base");

    public BundledFactAttribute() => Skip = Directory.Exists(Base) ? null : $"The bundled models are missing: there is no '{Base}'.";
}
