namespace T2L.Contracts;

/// <summary>Order: turn the description of one job row into one adapter.</summary>
/// <param name="JobId">Row of the generation job; everything else is read from it.</param>
public sealed record GenerateAdapter(Guid JobId);
