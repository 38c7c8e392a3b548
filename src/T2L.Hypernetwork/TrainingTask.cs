namespace T2L.Hypernetwork;

/// <summary>What a hypernetwork was trained for; it decides what happens to A and B after the heads.</summary>
public enum TrainingTask
{
    /// <summary>To make the base model answer well (<c>sft</c>).</summary>
    Sft,

    /// <summary>To reproduce trained adapters (<c>recon</c>).</summary>
    Reconstruction,
}
