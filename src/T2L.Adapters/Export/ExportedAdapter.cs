using T2L.Adapters.Lora;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Export;

/// <summary>An adapter in the form that one server reads rightly.</summary>
/// <param name="Adapter">The adapter after all changes; its ΔW are those of the original, rounded once.</param>
/// <param name="Files">The files of the folder.</param>
/// <param name="Changes">What differs from the original, one sentence each; empty when nothing does.</param>
/// <param name="Missing">What could not be written and why, one sentence each.</param>
public sealed record ExportedAdapter(
    LoraAdapter Adapter, IReadOnlyList<PeftFile> Files, IReadOnlyList<string> Changes, IReadOnlyList<string> Missing);
