namespace T2L.Contracts;

/// <summary>Fact: a generation job ended without an adapter and will not be tried again.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Error">The reason, one sentence for the person who asked.</param>
public sealed record AdapterGenerationFailed(Guid JobId, string Error);
