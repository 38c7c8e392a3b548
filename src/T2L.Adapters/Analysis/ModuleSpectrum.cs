namespace T2L.Adapters.Analysis;

/// <summary>How much, and in how many directions, an adapter changes one matrix.</summary>
/// <param name="Place">The matrix.</param>
/// <param name="Norm">LoRA: the Frobenius norm of ΔW. Expert: the norm of z − 1, with all singular values of the matrix taken as alike.</param>
/// <param name="Values">
/// Largest first. LoRA: the singular values of ΔW that can be other than zero; empty for ranks above 256. Expert: |z − 1|, the 64 largest.
/// </param>
public sealed record ModuleSpectrum(ModulePlace Place, double Norm, IReadOnlyList<double> Values);
