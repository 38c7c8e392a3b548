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
    private int _taken;

    public override string TypeName => "generator";

    public override int Depth => items.Depth;

    /// <summary>The next item; null at the end.</summary>
    public Value? Next() => _taken < items.Items.Count ? items.Items[_taken++] : null;

    /// <summary>All items that are left.</summary>
    public IReadOnlyList<Value> Rest()
    {
        IReadOnlyList<Value> rest = _taken == 0 ? items.Items : [.. items.Items.Skip(_taken)];
        _taken = items.Items.Count;
        return rest;
    }
}
