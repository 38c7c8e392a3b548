namespace T2L.Adapters.Origin;

/// <summary>Where on the hub an adapter was fetched from.</summary>
/// <param name="Repository">Organisation and name, <c>acme/reverse-lora</c>.</param>
/// <param name="Commit">The commit that the revision stood for, 40 hexadecimal digits.</param>
public sealed record HubOrigin(string Repository, string Commit);
