namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Values in and out, and what happens to all parameters at once.
        public partial class Module
        {
            /// <summary>Parameters and persistent buffers by their full names: the tensors themselves, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (name, parameter) in OwnParameters()) destination.TryAdd(start + name, parameter);
                foreach (var (name, buffer) in _buffers)
                    if (buffer is { Persistent: true, Value: not null })
                        destination.TryAdd(start + name, buffer.Value);
                foreach (var (name, child) in named_children()) child.state_dict(destination, start + name);
                return destination;
            }

            /// <summary>Copies values in by name. Strict: every name must be on both sides.</summary>
            /// <returns>The names this module has and the source lacks, and the other way round.</returns>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keys) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                skip ??= [];
                var own = state_dict();
                var missing = own.Keys.Where(name => !source.ContainsKey(name) && !skip.Contains(name)).ToList();
                var unexpected = source.Keys.Where(name => !own.ContainsKey(name) && !skip.Contains(name)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException($"The state does not fit '{GetName()}': missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");
                using var noGrad = no_grad();
                foreach (var (name, target) in own)
                    if (!skip.Contains(name) && source.TryGetValue(name, out var value))
                        target.copy_(value);
                return (missing, unexpected);
            }

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var child in children()) child.train(train);
            }

            public virtual void eval() => train(false);

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters()) Zeroed(parameter, set_to_none);
            }

            /// <summary>Moves and converts in place: parameters stay the same objects, for optimizers and for fields.</summary>
            protected internal virtual Module _to(Device? device, ScalarType? dtype, bool non_blocking)
            {
                foreach (var tensor in parameters().Concat(buffers()).ToList())
                {
                    // As PyTorch: whole numbers and truth values keep their type.
                    var type = dtype is ScalarType wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
                    using var moved = tensor.to(type, device ?? tensor.device, non_blocking: non_blocking);
                    using var noGrad = no_grad();
                    tensor.SetData(moved);
                }
                return this;
            }

            private static void Zeroed(Tensor parameter, bool setToNone)
            {
                using var gradient = parameter.grad;
                if (gradient is null) return;
                if (setToNone) parameter.grad = null;
                else gradient.detach_().zero_();
            }
        }
    }
}
