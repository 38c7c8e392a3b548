using T2L.Tokenizers.ChatTemplates.Running;

namespace T2L.Tokenizers.ChatTemplates.Statements;

/// <summary>How a statement ends.</summary>
internal enum Flow
{
    /// <summary>The next statement follows.</summary>
    Next,

    /// <summary>The loop ends.</summary>
    Break,

    /// <summary>The loop's next turn follows.</summary>
    Continue,
}

/// <summary>Something that writes or sets.</summary>
internal abstract class Statement(int line)
{
    public Flow Execute(Scope scope, TextSink output)
    {
        int before = scope.Run.Enter(line);
        var flow = Perform(scope, output);
        scope.Run.Leave(before);
        return flow;
    }

    protected abstract Flow Perform(Scope scope, TextSink output);
}

/// <summary>Statements one after the other.</summary>
internal sealed class Body(IReadOnlyList<Statement> statements)
{
    public Flow Execute(Scope scope, TextSink output)
    {
        foreach (var statement in statements)
            if (statement.Execute(scope, output) is var flow and not Flow.Next)
                return flow;
        return Flow.Next;
    }

    /// <summary>What the statements write.</summary>
    public string Render(Scope scope)
    {
        var output = new TextSink(scope.Run);
        Execute(scope, output);
        return output.ToString();
    }
}
