using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A part of a network: parameters, buffers and further modules, each under a name.</summary>
        /// <remarks>Register parts by name, or keep them in fields and call <see cref="RegisterComponents"/> at the end of the constructor.</remarks>
        public partial class Module : IDisposable
        {
            private readonly string _name;
            private readonly OrderedDictionary<string, Parameter?> _parameters = [];
            private readonly OrderedDictionary<string, Buffer> _buffers = [];
            private readonly OrderedDictionary<string, Module> _modules = [];
            private bool _registered;

            protected Module(string name) => _name = name;

            private sealed record Buffer(Tensor? Value, bool Persistent);

            public bool training { get; private set; } = true;

            public virtual string GetName() => _name;

            public virtual void register_parameter(string name, Parameter? param)
            {
                RequireFree(name);
                param?.DetachFromDisposeScope();
                _parameters.Add(name, param);
            }

            public virtual void register_buffer(string name, Tensor? tensor, bool persistent = true)
            {
                RequireFree(name);
                tensor?.DetachFromDisposeScope();
                _buffers.Add(name, new Buffer(tensor, persistent));
            }

            public virtual void register_module(string name, Module submodule)
            {
                RequireFree(name);
                submodule.RegisterComponents();
                _modules.Add(name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Registers every field that holds a parameter, a tensor or a module, under the field's name.</summary>
            protected virtual void RegisterComponents()
            {
                if (_registered) return;
                _registered = true;
                foreach (var (name, value) in ComponentFields.Of(this))
                    Register(name, value);
            }

            // For layers whose parameter can be exchanged through a property.
            private protected void ReplaceParameter(string name, Parameter? value)
            {
                value?.DetachFromDisposeScope();
                _parameters[name] = value;
            }

            /// <summary>Removes all registered modules, for containers that are about to be filled again.</summary>
            protected void ClearModules() => _modules.Clear();

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes the parameters, buffers and modules registered here.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var parameter in _parameters.Values) parameter?.Dispose();
                foreach (var buffer in _buffers.Values) buffer.Value?.Dispose();
                foreach (var module in _modules.Values) module.Dispose();
            }

            // What is registered already stays: constructors may name some parts and leave the rest to their fields.
            private void Register(string name, object value)
            {
                switch (value)
                {
                    case Parameter parameter when !_parameters.Values.Contains(parameter, ReferenceEqualityComparer.Instance):
                        register_parameter(name, parameter);
                        break;
                    case Tensor tensor and not Modules.Parameter when !_buffers.Values.Any(buffer => ReferenceEquals(buffer.Value, tensor)):
                        register_buffer(name, tensor);
                        break;
                    case Module module when !_modules.ContainsValue(module):
                        register_module(name, module);
                        break;
                }
            }

            private void RequireFree(string name)
            {
                if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"'{name}' cannot name a component of '{_name}': a name is not empty and has no dot, which separates levels.", nameof(name));
                if (_parameters.ContainsKey(name) || _buffers.ContainsKey(name) || _modules.ContainsKey(name))
                    throw new InvalidOperationException($"Module '{_name}' has a component named '{name}' already.");
            }
        }
    }
}
