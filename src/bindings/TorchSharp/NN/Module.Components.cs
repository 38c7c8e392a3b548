using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Walking the tree. Names are joined by dots: "layers.0.weight".
        public partial class Module
        {
            public virtual IEnumerable<(string name, Module module)> named_children() => _modules.Select(entry => (entry.Key, entry.Value));

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            /// <summary>All modules below this one, parents before their children.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (name, child) in named_children())
                {
                    yield return (name, child);
                    foreach (var (below, module) in child.named_modules()) yield return ($"{name}.{below}", module);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>Parameters by their full names; one that is shared appears once, under its first name.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
                foreach (var (prefix, module) in Tree(recurse))
                    foreach (var (name, parameter) in module.OwnParameters())
                        if (seen.Add(parameter))
                            yield return (prefix + name, parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(entry => entry.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                foreach (var (prefix, module) in Tree(recurse))
                    foreach (var (name, buffer) in module._buffers)
                        if (buffer.Value is not null && (include_nonpersistent || buffer.Persistent))
                            yield return (prefix + name, buffer.Value);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual bool has_parameter(string target) => Find(target, module => module._parameters) is not null;

            public virtual Parameter? get_parameter(string target) => Find(target, module => module._parameters);

            public virtual bool has_buffer(string target) => Find(target, module => module._buffers) is not null;

            public virtual Tensor? get_buffer(string target) => Find(target, module => module._buffers)?.Value;

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in children()) child.apply(fn);
                fn(this);
                return this;
            }

            private protected virtual IEnumerable<(string name, Parameter parameter)> OwnParameters() =>
                from entry in _parameters where entry.Value is not null select (entry.Key, entry.Value!);

            private IEnumerable<(string prefix, Module module)> Tree(bool recurse)
            {
                yield return ("", this);
                if (!recurse) yield break;
                foreach (var (name, module) in named_modules()) yield return (name + ".", module);
            }

            private TPart? Find<TPart>(string target, Func<Module, OrderedDictionary<string, TPart>> parts) where TPart : class?
            {
                var dot = target.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0) return parts(this).GetValueOrDefault(target);
                return _modules.TryGetValue(target[..dot], out var child) ? child.Find(target[(dot + 1)..], parts) : null;
            }
        }
    }
}
