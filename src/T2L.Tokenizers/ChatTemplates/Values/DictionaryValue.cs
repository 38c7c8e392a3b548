using System.Numerics;
using T2L.Tokenizers.ChatTemplates.Running;

namespace T2L.Tokenizers.ChatTemplates.Values;

/// <summary>Values by key, in the order in which the keys came; never changed once made.</summary>
internal sealed class DictionaryValue : Value
{
    private readonly List<KeyValuePair<Value, Value>> _entries = [];
    private readonly Dictionary<object, int> _places = [];

    public DictionaryValue(IEnumerable<KeyValuePair<Value, Value>> entries, Run run)
    {
        foreach (var (key, value) in entries)
        {
            run.Step();
            Put(key, value);
            Depth = Math.Max(Depth, value.Depth + 1);
        }
        if (Depth > run.Limits.MaxValueDepth)
            throw TemplateFault.Limit("lists or mappings are nested too deep", run.Limits.MaxValueDepth);
    }

    public IReadOnlyList<KeyValuePair<Value, Value>> Entries => _entries;

    public override string TypeName => "dict";

    public override bool IsTrue => _entries.Count > 0;

    public override int Depth { get; }

    public Value? Find(string key) => _places.TryGetValue(key, out int place) ? _entries[place].Value : null;

    /// <summary>The value of a key; a key that no mapping can have is not there.</summary>
    public Value? Find(Value key) =>
        key is not (UndefinedValue or ListValue { Kind: ListKind.Tuple }) && _places.TryGetValue(Identity(key), out int place)
            ? _entries[place].Value
            : null;

    // A key that comes again keeps its first place and spelling and takes the new value, as in Python.
    private void Put(Value key, Value value)
    {
        object identity = Identity(key);
        if (_places.TryGetValue(identity, out int place))
        {
            _entries[place] = KeyValuePair.Create(_entries[place].Key, value);
            return;
        }
        _places.Add(identity, _entries.Count);
        _entries.Add(KeyValuePair.Create(key, value));
    }

    // 1, 1.0 and true are one key.
    private static object Identity(Value key) => key switch
    {
        TextValue text => text.Text,
        IntegerValue integer => integer.Number,
        BooleanValue flag => flag.IsTrue ? BigInteger.One : BigInteger.Zero,
        FloatValue { Number: var number } when double.IsInteger(number) => new BigInteger(number),
        FloatValue number => number.Number,
        NoneValue none => none,
        ListValue { Kind: ListKind.Tuple } => throw TemplateFault.Unsupported("a tuple as key of a mapping", "Use texts or numbers as keys."),
        _ => throw TemplateFault.Operation($"a value of type {key.TypeName} cannot be the key of a mapping. Use texts or numbers."),
    };
}
