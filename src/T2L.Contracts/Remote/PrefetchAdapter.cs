namespace T2L.Contracts.Remote;

/// <summary>Order to any worker: load an adapter ahead of its first prompt. Answered by <see cref="AdapterPrefetched"/> or
/// <see cref="EngineRefused"/>.</summary>
/// <param name="AdapterDigest">The adapter version.</param>
public sealed record PrefetchAdapter(string AdapterDigest);

/// <summary>Answer to <see cref="PrefetchAdapter"/>.</summary>
/// <param name="AdapterDigest">The adapter version that is now held.</param>
public sealed record AdapterPrefetched(string AdapterDigest);
