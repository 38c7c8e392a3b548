using T2L.Tokenizers.ChatTemplates.Expressions;
using T2L.Tokenizers.ChatTemplates.Library;
using T2L.Tokenizers.ChatTemplates.Running;

namespace T2L.Tokenizers.ChatTemplates.Statements;

/// <summary>Text that is written as it stands.</summary>
internal sealed class DataStatement(string text, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output)
    {
        output.Write(text);
        return Flow.Next;
    }
}

/// <summary><c>{{ value }}</c>.</summary>
internal sealed class OutputStatement(Expression value, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output)
    {
        output.Write(PythonText.Of(value.Evaluate(scope), scope.Run));
        return Flow.Next;
    }
}

/// <summary><c>{% filter name %}…{% endfilter %}</c>: what the body writes, filtered.</summary>
internal sealed class FilterStatement(Body body, Expression filtered, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output)
    {
        var inner = scope.Inner();
        inner.Set(PlaceholderExpression.Variable, scope.Run.Text(body.Render(inner)));
        output.Write(PythonText.Of(filtered.Evaluate(inner), scope.Run));
        return Flow.Next;
    }
}

/// <summary>A body with its own variables: <c>generation</c>, which marks the assistant's words for training and changes nothing here.</summary>
internal sealed class ScopedStatement(Body body, int line) : Statement(line)
{
    protected override Flow Perform(Scope scope, TextSink output) => body.Execute(scope.Inner(), output);
}
