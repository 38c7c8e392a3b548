using T2L.Tokenizers.ChatTemplates.Running;

namespace T2L.Tokenizers.ChatTemplates.Values;

/// <summary>The arguments of one call.</summary>
/// <param name="Of">What is called; used in error texts.</param>
/// <param name="Positional">Those without a name.</param>
/// <param name="Named">Those with one, in order; no name twice.</param>
internal sealed record Arguments(string Of, IReadOnlyList<Value> Positional, IReadOnlyList<KeyValuePair<string, Value>> Named)
{
    public static Arguments None(string of) => new(of, [], []);

    public bool AreNone => Positional.Count == 0 && Named.Count == 0;

    /// <summary>The arguments in the order of the parameters; null for one that was not given.</summary>
    /// <param name="required">How many of the parameters must be given.</param>
    /// <param name="parameters">Names of the parameters.</param>
    public Value?[] Bind(int required, params ReadOnlySpan<string> parameters)
    {
        if (Positional.Count > parameters.Length)
            throw TemplateFault.Operation($"{Of} takes at most {parameters.Length} arguments, {Positional.Count} were given.");
        var bound = new Value?[parameters.Length];
        for (int i = 0; i < Positional.Count; i++)
            bound[i] = Positional[i];
        foreach (var (name, value) in Named)
        {
            int place = parameters.IndexOf(name);
            if (place < 0 || bound[place] is not null)
                throw TemplateFault.Operation($"{Of} has no use for the argument '{name}'{(place < 0 ? "" : ", which was given twice")}.");
            bound[place] = value;
        }
        for (int i = 0; i < required; i++)
            if (bound[i] is null)
                throw TemplateFault.Operation($"{Of} needs the argument '{parameters[i]}'.");
        return bound;
    }

    /// <summary>The arguments without the first positional one.</summary>
    public Arguments Rest(string of) => this with { Of = of, Positional = [.. Positional.Skip(1)] };
}
