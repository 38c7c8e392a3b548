using T2L.Tokenizers.ChatTemplates.Statements;

namespace T2L.Tokenizers.ChatTemplates.Syntax;

/// <summary>Reads what a value is given to.</summary>
internal sealed class TargetParser(TokenStream tokens)
{
    private static readonly string[] Constants = ["true", "false", "none", "True", "False", "None"];

    /// <summary>One target, or several with commas between them.</summary>
    /// <param name="attributes">Whether an attribute of a namespace may be one.</param>
    public Target Read(bool attributes)
    {
        var first = ReadOne(attributes);
        if (!tokens.Current.IsOperator(","))
            return first;
        var targets = new List<Target> { first };
        while (tokens.SkipOperator(",") && (tokens.Current.Kind == TokenKind.Name && !tokens.Current.IsName("in") || tokens.Current.IsOperator("(")))
            targets.Add(ReadOne(attributes));
        return new ListTarget(targets);
    }

    public Target ReadOne(bool attributes)
    {
        if (tokens.SkipOperator("("))
        {
            tokens.Deeper();
            var inner = Read(attributes);
            tokens.Shallower();
            tokens.Expect(")");
            return inner;
        }
        string name = ReadName(tokens);
        return attributes && tokens.SkipOperator(".")
            ? new AttributeTarget(name, tokens.ExpectName("the name of an attribute"))
            : new NameTarget(name);
    }

    /// <summary>The name of a variable; a constant is none.</summary>
    public static string ReadName(TokenStream tokens) =>
        Constants.Contains(tokens.Current.Text) ? throw tokens.Unexpected("the name of a variable") : tokens.ExpectName("the name of a variable");
}
