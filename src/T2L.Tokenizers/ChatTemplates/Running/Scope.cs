using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Running;

/// <summary>Variables, innermost first. <c>set</c> writes to the innermost scope, so what a loop's body sets ends with its turn.</summary>
internal sealed class Scope
{
    private readonly Scope? _parent;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    public Scope(Run run) => Run = run;

    private Scope(Scope parent) => (Run, _parent) = (parent.Run, parent);

    public Run Run { get; }

    public Scope Inner() => new(this);

    public void Set(string name, Value value) => _values[name] = value;

    public Value Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope._parent)
            if (scope._values.TryGetValue(name, out var value))
                return value;
        return new UndefinedValue($"'{name}' is undefined");
    }
}
