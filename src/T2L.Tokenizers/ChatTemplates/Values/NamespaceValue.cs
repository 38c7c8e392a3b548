namespace T2L.Tokenizers.ChatTemplates.Values;

/// <summary>The one value a template may change: attributes that <c>set ns.name = …</c> writes, from inside loops too.</summary>
internal sealed class NamespaceValue : Value
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    public override string TypeName => "Namespace";

    public Value? Find(string name) => _values.GetValueOrDefault(name);

    public void Set(string name, Value value) => _values[name] = value;
}
