namespace T2L.Contracts.Remote;

/// <summary>Question to any worker: what do you serve? Answered by <see cref="EngineDescribed"/> or <see cref="EngineRefused"/>.</summary>
public sealed record DescribeEngine;

/// <summary>Answer to <see cref="DescribeEngine"/>.</summary>
/// <param name="Info">What the worker serves.</param>
public sealed record EngineDescribed(EngineInfo Info);
