using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A table of vectors, looked up by whole numbers.</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long? _padding;
        private readonly bool _scaleByFrequency;
        private readonly bool _sparse;

        internal Embedding(Parameter weight, long? padding, bool scaleByFrequency, bool sparse) : base(nameof(Embedding))
        {
            this.weight = weight;
            _padding = padding;
            _scaleByFrequency = scaleByFrequency;
            _sparse = sparse;
        }

        /// <summary>Shape [num_embeddings, embedding_dims].</summary>
        public Parameter weight
        {
            get => get_parameter(nameof(weight))!;
            set => ReplaceParameter(nameof(weight), value);
        }

        public override Tensor forward(Tensor input) => Aten.embedding.Call(weight, input, _padding ?? -1, _scaleByFrequency, _sparse);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Vectors are standard normal; the padding vector is zero and gets no gradient.</summary>
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                RefuseRenormalization(max_norm);
                var weight = init.normal_(empty(num_embeddings, embedding_dims, dtype, device));
                if (padding_idx is long padding)
                {
                    using var row = weight[padding];
                    row.zero_();
                }
                return new(Parameter(weight), padding_idx, scale_grad_by_freq, sparse);
            }

            public static Modules.Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                RefuseRenormalization(max_norm);
                var weight = embeddings.to(dtype ?? embeddings.dtype, device ?? embeddings.device, copy: true);
                return new(Parameter(weight, !freeze), padding_idx, scale_grad_by_freq, sparse);
            }

            private static void RefuseRenormalization(double? max_norm)
            {
                if (max_norm is not null) throw new NotSupportedException("Embedding: max_norm is not supported by this binding.");
            }
        }
    }
}
