namespace T2L.Client;

/// <summary>A part of a list.</summary>
/// <param name="Items">The entries.</param>
/// <param name="NextPage">Asks for the part after this one; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPage);
