namespace T2L.Registry.Catalog;

/// <summary>A page token was handed in that the registry did not give out.</summary>
public sealed class PageTokenException : ArgumentException
{
    /// <summary>Refuses a token.</summary>
    /// <param name="token">What was handed in.</param>
    public PageTokenException(string token)
        : base($"Page token '{(token.Length > 64 ? token[..64] + "…" : token)}' is not one that this registry gave out. Leave it out to start with the newest adapter.")
    {
    }
}
