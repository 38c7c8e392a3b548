namespace T2L.Client.Adapters;

/// <summary>An adapter that the server is to fetch from the hub it is configured for.</summary>
/// <param name="Repo">The repository, <c>acme/reverse-lora</c>.</param>
public sealed record HubImport(string Repo)
{
    /// <summary>Branch, tag or commit; null for <c>main</c>.</summary>
    public string? Revision { get; init; }

    /// <summary>Name to publish under; null makes one.</summary>
    public string? Name { get; init; }

    /// <summary>The task it was made for.</summary>
    public string? Description { get; init; }
}
