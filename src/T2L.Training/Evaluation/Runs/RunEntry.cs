using System.Text.Json.Serialization;

namespace T2L.Training.Evaluation.Runs;

/// <summary>One trained hypernetwork of a list of runs.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Variant">Its size: L, M or S.</param>
/// <param name="TrainingTasks">How many training tasks it met.</param>
/// <param name="Seed">Seed of the split; there is none to be assumed, as that of another makes unseen tasks of seen ones.</param>
/// <param name="Folder">Its directory.</param>
/// <param name="ReconstructionDistance">How far its LoRAs are from the trained ones, as <c>t2l train reconstruction</c> prints it; null for SFT.</param>
internal sealed record RunEntry(string Name, string Variant, int TrainingTasks, [property: JsonRequired] int Seed, string Folder, double? ReconstructionDistance);
