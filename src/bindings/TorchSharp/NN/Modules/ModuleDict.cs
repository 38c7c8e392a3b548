using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules by name, in the order they were added.</summary>
    public class ModuleDict<T> : nn.Module, IEnumerable<(string, T)> where T : nn.Module
    {
        private readonly OrderedDictionary<string, T> _entries = [];

        public ModuleDict() : base(nameof(ModuleDict<T>))
        {
        }

        internal ModuleDict(IEnumerable<(string, T)> modules) : this()
        {
            foreach (var (key, module) in modules) Add(key, module);
        }

        public bool IsReadOnly => false;

        public int Count => _entries.Count;

        public ICollection<string> Keys => _entries.Keys;

        public ICollection<T> Values => _entries.Values;

        public T this[string key]
        {
            get => _entries[key];
            set
            {
                _entries[key] = value;
                Rename();
            }
        }

        public void Add(string key, T value)
        {
            register_module(key, value);
            _entries.Add(key, value);
        }

        public void Add((string, T) item) => Add(item.Item1, item.Item2);

        public bool ContainsKey(string key) => _entries.ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _entries.TryGetValue(key, out value);

        public bool Remove(string key)
        {
            if (!_entries.Remove(key)) return false;
            Rename();
            return true;
        }

        public void Clear()
        {
            _entries.Clear();
            ClearModules();
        }

        public void clear() => Clear();

        public IEnumerable<string> keys() => _entries.Keys;

        public IEnumerable<T> values() => _entries.Values;

        public IEnumerator<(string, T)> items() => GetEnumerator();

        public IEnumerator<(string, T)> GetEnumerator() => _entries.Select(entry => (entry.Key, entry.Value)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Rename()
        {
            ClearModules();
            foreach (var (key, module) in _entries) register_module(key, module);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => new(modules);

            public static Modules.ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module => new(modules);
        }
    }
}
