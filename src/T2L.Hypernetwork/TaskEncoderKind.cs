namespace T2L.Hypernetwork;

/// <summary>How a task embedding becomes the code that the trunk reads. Every officially trained checkpoint uses <see cref="Linear"/>.</summary>
public enum TaskEncoderKind
{
    /// <summary>A linear layer and a LayerNorm.</summary>
    Linear,

    /// <summary>One of 64 classes, as a one-hot vector.</summary>
    Discrete,

    /// <summary>The nearest of 32 codes.</summary>
    VectorQuantized,

    /// <summary>A mixture of 32 codes, weighted by softmax.</summary>
    Softmax,
}
