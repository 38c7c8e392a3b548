using T2L.Tokenizers.ChatTemplates.Expressions;
using T2L.Tokenizers.ChatTemplates.Running;

namespace T2L.Tokenizers.ChatTemplates.Statements;

/// <summary><c>{% if %}</c> with its <c>elif</c> and <c>else</c>; it has no variables of its own.</summary>
internal sealed class IfStatement(IReadOnlyList<(Expression Condition, Body Body)> branches, Body? otherwise, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output)
    {
        foreach (var (condition, body) in branches)
            if (condition.Evaluate(scope).IsTrue)
                return body.Execute(scope, output);
        return otherwise?.Execute(scope, output) ?? Flow.Next;
    }
}

/// <summary><c>{% break %}</c> and <c>{% continue %}</c>.</summary>
internal sealed class JumpStatement(Flow flow, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output) => flow;
}
