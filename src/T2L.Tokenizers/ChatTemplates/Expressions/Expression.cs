using T2L.Tokenizers.ChatTemplates.Running;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Expressions;

/// <summary>Something that has a value.</summary>
internal abstract class Expression(int line)
{
    public int Line => line;

    public Value Evaluate(Scope scope)
    {
        int before = scope.Run.Enter(line);
        var value = Compute(scope);
        scope.Run.Leave(before);
        return value;
    }

    protected abstract Value Compute(Scope scope);
}
