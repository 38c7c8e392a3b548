using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Library;

namespace T2L.Tokenizers.ChatTemplates.Values;

/// <summary>What the turns of a loop have in common: the value that <c>loop.changed</c> saw last.</summary>
internal sealed class LoopMemory
{
    public Value? Last { get; set; }
}

/// <summary><c>loop</c> in one turn of a loop.</summary>
internal sealed class LoopValue(IReadOnlyList<Value> items, int index, LoopMemory memory) : Value
{
    public const string Variable = "loop";

    public override string TypeName => "LoopContext";

    public Value? Find(string name) => name switch
    {
        "index" => new IntegerValue(index + 1),
        "index0" => new IntegerValue(index),
        "revindex" => new IntegerValue(items.Count - index),
        "revindex0" => new IntegerValue(items.Count - index - 1),
        "first" => BooleanValue.Of(index == 0),
        "last" => BooleanValue.Of(index == items.Count - 1),
        "length" => new IntegerValue(items.Count),
        // These count how often a recursive loop called itself, and there are none here.
        "depth" => new IntegerValue(1),
        "depth0" => new IntegerValue(0),
        "previtem" => index > 0 ? items[index - 1] : new UndefinedValue("there is no previous item"),
        "nextitem" => index < items.Count - 1 ? items[index + 1] : new UndefinedValue("there is no next item"),
        "cycle" => new FunctionValue((arguments, _) => arguments.Positional.Count > 0
            ? arguments.Positional[index % arguments.Positional.Count]
            : throw TemplateFault.Operation("loop.cycle needs values to go through.")),
        "changed" => new FunctionValue(Changed),
        _ => null,
    };

    private BooleanValue Changed(Arguments arguments, Run run)
    {
        var now = new ListValue(arguments.Positional, run, ListKind.Tuple);
        bool changed = memory.Last is not { } last || !Comparison.AreEqual(last, now, run);
        memory.Last = now;
        return BooleanValue.Of(changed);
    }
}
