namespace T2L.Testing;

/// <summary>Where the golden cases compute: <c>T2L_TEST_DEVICE</c>, <c>cpu</c> (default) or <c>cuda:N</c>.</summary>
/// <remarks>Everything is compared in float32 with TF32 products off, libtorch's default; a device may only add in another order.</remarks>
internal static class TestDevice
{
    /// <summary>The setting; a GPU that is asked for and missing fails each case by name.</summary>
    public static string Setting { get; } = Environment.GetEnvironmentVariable("T2L_TEST_DEVICE") is { Length: > 0 } setting ? setting : "cpu";

    /// <summary>The variable's name, for messages.</summary>
    public const string Key = "T2L_TEST_DEVICE";
}
