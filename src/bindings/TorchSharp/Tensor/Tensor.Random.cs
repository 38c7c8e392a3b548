using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => InPlace(Aten.normal_, mean, std, generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) => InPlace(Aten.uniform_, from, to, generator);

        public Tensor random_(double from, double to, Generator? generator = null) => InPlace(Aten.random__from, (long)from, (long)to, generator);

        public Tensor exponential_(double lambda = 1, Generator? generator = null) => InPlace(Aten.exponential_, lambda, generator);

        public Tensor bernoulli(Generator? generator = null) => Aten.bernoulli.Call(this, generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => InPlace(Aten.bernoulli__float, p, generator);

        public Tensor bernoulli_(Tensor p, Generator? generator = null) => InPlace(Aten.bernoulli__Tensor, p, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Aten.multinomial.Call(this, num_samples, replacement, generator);
    }
}
