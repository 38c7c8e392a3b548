namespace T2L.Client.Analysis;

/// <summary>What an adapter changes, matrix by matrix.</summary>
/// <param name="Digest">Digest of the version.</param>
/// <param name="Kind"><c>lora</c> or <c>svf</c>.</param>
/// <param name="Norm">The norm over all matrices.</param>
/// <param name="Modules">The matrices.</param>
public sealed record Spectrum(string Digest, string Kind, double Norm, IReadOnlyList<ModuleSpectrum> Modules);

/// <summary>What an adapter changes in one matrix.</summary>
/// <param name="Path">The matrix, for instance <c>model.layers.3.self_attn.q_proj</c>.</param>
/// <param name="Layer">Its layer, from 0; null where it has none.</param>
/// <param name="Module">Its kind, for instance <c>q_proj</c>.</param>
/// <param name="Norm">LoRA: Frobenius norm of ΔW. Expert: norm of z − 1.</param>
/// <param name="Values">Largest first. LoRA: the singular values of ΔW, none for ranks above 256. Expert: |z − 1|, the 64 largest.</param>
public sealed record ModuleSpectrum(string Path, int? Layer, string Module, double Norm, IReadOnlyList<double> Values);
