using T2L.Adapters.Signing;

namespace T2L.Registry.Signing;

/// <summary>The keys of the configuration, read once.</summary>
internal sealed class SigningKeys : IDisposable
{
    public SigningKeys(SigningOptions options)
    {
        Require = options.Require;
        if (options.Key.Length > 0)
            Own = SigningKey.Read(options.Key);
        Trusted = [.. Own is null ? [] : new[] { Own }, .. options.TrustedKeys.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(SigningKey.Read)];
    }

    public bool Require { get; }

    public SigningKey? Own { get; }

    public IReadOnlyList<SigningKey> Trusted { get; }

    /// <summary>Words what is wrong with the section.</summary>
    public static IEnumerable<string> Faults(SigningOptions options)
    {
        string? fault = null;
        try
        {
            using var keys = new SigningKeys(options);
            if (keys.Own is { CanSign: false })
                fault = $"Signing:Key is '{options.Key}', a public key; expected the private one.";
            else if (options.Require && keys.Trusted.Count == 0)
                fault = "Signing:Require is true, and no key is trusted; expected PEM files in Signing:TrustedKeys (default false).";
        }
        catch (SignatureException error)
        {
            fault = $"Signing: {error.Message}";
        }

        return fault is null ? [] : [fault];
    }

    public void Dispose()
    {
        foreach (var key in Trusted)
            key.Dispose();
    }
}
