using T2L.Tokenizers.ChatTemplates.Expressions;
using T2L.Tokenizers.ChatTemplates.Statements;

namespace T2L.Tokenizers.ChatTemplates.Syntax;

/// <summary>Reads macros and the blocks that call them.</summary>
internal sealed class MacroParser(TokenStream tokens, ExpressionParser expressions, Func<string, Body> readBody)
{
    public MacroStatement ReadMacro(int line)
    {
        tokens.Take();
        string name = TargetParser.ReadName(tokens);
        return new MacroStatement(ReadDefinition(name, "endmacro", ReadParameters), line);
    }

    public CallStatement ReadCall(int line)
    {
        tokens.Take();
        CallExpression? call = null;
        var caller = ReadDefinition(MacroValue.Caller, "endcall", () =>
        {
            var parameters = tokens.Current.IsOperator("(") ? ReadParameters() : [];
            call = expressions.Read() as CallExpression ?? throw tokens.Unexpected("the call of a macro before the end of the tag");
            return parameters;
        });
        return new CallStatement(call!, caller, line);
    }

    private MacroDefinition ReadDefinition(string name, string end, Func<IReadOnlyList<(string, Expression?)>> readParameters)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var outer = expressions.OnName;
        var parameters = readParameters();
        expressions.OnName = found =>
        {
            names.Add(found);
            outer(found);
        };
        var body = readBody(end);
        expressions.OnName = outer;
        return new MacroDefinition(name, parameters, names, body);
    }

    private List<(string, Expression?)> ReadParameters()
    {
        var parameters = new List<(string Name, Expression? Default)>();
        tokens.Expect("(");
        while (!tokens.SkipOperator(")"))
        {
            if (parameters.Count > 0)
                tokens.Expect(",");
            string name = TargetParser.ReadName(tokens);
            var otherwise = tokens.SkipOperator("=") ? expressions.Read() : null;
            if (parameters.Any(parameter => parameter.Name == name))
                throw tokens.Fault(ChatTemplateError.Syntax, $"the parameter '{name}' stands twice.");
            if (otherwise is null && parameters.Any(parameter => parameter.Default is not null))
                throw tokens.Fault(ChatTemplateError.Syntax, $"the parameter '{name}' without a default follows one with a default.");
            parameters.Add((name, otherwise));
        }
        return parameters;
    }
}
