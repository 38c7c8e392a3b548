namespace TorchSharp;

// The functions that are also methods of a tensor.
public static partial class torch
{
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) => input.multinomial(num_samples, replacement, generator);
}
