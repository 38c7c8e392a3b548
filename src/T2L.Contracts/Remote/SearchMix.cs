namespace T2L.Contracts.Remote;

/// <summary>Order to any worker: find weights for a mix of experts. Answered by <see cref="MixFound"/> or <see cref="EngineRefused"/>.</summary>
/// <param name="Wanted">Experts and examples.</param>
public sealed record SearchMix(WantedMix Wanted);

/// <summary>Answer to <see cref="SearchMix"/>.</summary>
/// <param name="Found">The weights, and what they brought.</param>
public sealed record MixFound(FoundMix Found);
