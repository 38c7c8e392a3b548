namespace T2L.Registry.Signing;

/// <summary>Who signs versions, and whose signatures count; section <c>Signing</c>.</summary>
public sealed class SigningOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Signing";

    /// <summary>PEM file of the private key (P-256) that signs what this process publishes. Default empty: nothing is signed.</summary>
    public string Key { get; set; } = "";

    /// <summary>PEM files of public keys that are trusted, separated by semicolons. Default empty; the own key is trusted always.</summary>
    public string TrustedKeys { get; set; } = "";

    /// <summary>Whether workers load only what a trusted key signed. Default false: what is not signed is loaded; what is signed has to be signed by a trusted key, once there is one.</summary>
    public bool Require { get; set; }
}
