using T2L.Tokenizers.ChatTemplates.Expressions;
using T2L.Tokenizers.ChatTemplates.Library;
using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Statements;

/// <summary><c>{% for target in items if condition %}…{% else %}…{% endfor %}</c>; each turn has its own variables.</summary>
internal sealed class ForStatement(Target target, Expression source, Expression? condition, Body body, Body? otherwise, int line)
    : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output)
    {
        var items = Items(scope);
        var shared = new LoopMemory();
        for (int i = 0; i < items.Count; i++)
        {
            scope.Run.Step();
            var turn = scope.Inner();
            turn.Set(LoopValue.Variable, new LoopValue(items, i, shared));
            target.Set(turn, items[i]);
            if (body.Execute(turn, output) == Flow.Break)
                break;
        }
        return items.Count == 0 && otherwise is not null ? otherwise.Execute(scope.Inner(), output) : Flow.Next;
    }

    private IReadOnlyList<Value> Items(Scope scope)
    {
        var items = Sequences.Items(source.Evaluate(scope), scope.Run);
        if (condition is null)
            return items;
        var chosen = new List<Value>();
        foreach (var item in items)
        {
            var inner = scope.Inner();
            target.Set(inner, item);
            if (condition.Evaluate(inner).IsTrue)
                chosen.Add(item);
        }
        return chosen;
    }
}
