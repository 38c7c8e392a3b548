namespace T2L.Contracts;

/// <summary>Fact: nobody wants this job any more. The worker that holds it stops now rather than at its next renewal.</summary>
/// <param name="JobId">Which.</param>
public sealed record JobCancelled(Guid JobId);
