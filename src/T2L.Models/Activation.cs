namespace T2L.Models;

/// <summary>The function of a gated MLP: down(f(gate(x)) · up(x)).</summary>
public enum Activation
{
    /// <summary>x·σ(x); the whole is SwiGLU (Shazeer 2020).</summary>
    Silu,

    /// <summary>GELU by its tanh form (<c>gelu_pytorch_tanh</c>); the exact form differs by up to 5e-4.</summary>
    GeluTanh,
}
