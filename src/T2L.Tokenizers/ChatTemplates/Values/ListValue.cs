using T2L.Tokenizers.ChatTemplates.Running;

namespace T2L.Tokenizers.ChatTemplates.Values;

/// <summary>Which of Python's sequences a <see cref="ListValue"/> is.</summary>
internal enum ListKind
{
    /// <summary><c>[a, b]</c>.</summary>
    List,

    /// <summary><c>(a, b)</c>.</summary>
    Tuple,

    /// <summary>The answer of <c>range</c>.</summary>
    Range,

    /// <summary>Keys, values or items of a mapping: they have a length and no index.</summary>
    View,
}

/// <summary>Values in order; never changed once made.</summary>
internal sealed class ListValue : Value
{
    public ListValue(IReadOnlyList<Value> items, Run run, ListKind kind = ListKind.List)
    {
        (Items, Kind) = (items, kind);
        run.Step(items.Count);
        foreach (var item in items)
            Depth = Math.Max(Depth, item.Depth + 1);
        if (Depth > run.Limits.MaxValueDepth)
            throw TemplateFault.Limit("lists or mappings are nested too deep", run.Limits.MaxValueDepth);
    }

    public IReadOnlyList<Value> Items { get; }

    public ListKind Kind { get; }

    public override int Depth { get; }

    public override bool IsTrue => Items.Count > 0;

    public override string TypeName => Kind switch
    {
        ListKind.List => "list",
        ListKind.Tuple => "tuple",
        ListKind.Range => "range",
        _ => "dict view",
    };
}

/// <summary>Values that can be gone through once, such as the answer of <c>map</c> or <c>selectattr</c>; always true, without length or index.</summary>
internal sealed class GeneratorValue(ListValue items) : Value
{
    private bool _taken;

    public override string TypeName => "generator";

    public override int Depth => items.Depth;

    /// <summary>The items the first time, nothing after that.</summary>
    public IReadOnlyList<Value> Take()
    {
        var taken = _taken ? [] : items.Items;
        _taken = true;
        return taken;
    }

    /// <summary>The items, still there for the next one who asks.</summary>
    public IReadOnlyList<Value> Peek() => _taken ? [] : items.Items;

    /// <summary>Leaves only what comes after the first <paramref name="count"/> items.</summary>
    public GeneratorValue Skip(int count, Run run) => new(new ListValue([.. Peek().Skip(count)], run));
}
