namespace T2L.Adapters.Lora;

/// <summary>A regular expression over module paths, run in one pass: time grows with the path's length and never explodes.</summary>
/// <remarks>
/// .NET's own engine without backtracking takes about a megabyte for each expression, which a configuration of a few hundred
/// bytes could ask for many times. This one takes a few bytes for each character of the expression.
/// </remarks>
internal sealed class PathExpression
{
    private readonly PathStep[] _steps;

    private PathExpression(PathStep[] steps) => _steps = steps;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">It is not one, or uses something that is not read here.</exception>
    public static PathExpression Parse(string text) => new(PathSteps.Of(new PathExpressionParser(text).Parse()));

    /// <summary>Whether the whole path matches, or all of it behind one of its dots.</summary>
    public bool Matches(string path)
    {
        var (current, next) = (new PathStates(_steps.Length), new PathStates(_steps.Length));
        for (var at = 0; at <= path.Length; at++)
        {
            if (at == 0 || path[at - 1] == '.')
                Enter(current, 0, at, path.Length);
            if (at == path.Length)
                break;
            foreach (var state in current.All)
            {
                if (_steps[state] is { Kind: PathStepKind.Character, Set: { } set } && set.Contains(path[at]))
                    Enter(next, state + 1, at + 1, path.Length);
            }

            (current, next) = (next, current);
            next.Clear();
        }

        return current.Contains(_steps.Length - 1);
    }

    // Follows everything that reads no character; steps are few, so an explicit stack would gain nothing.
    private void Enter(PathStates states, int step, int at, int length)
    {
        if (!states.Add(step))
            return;
        var (kind, left, right, _) = _steps[step];
        if (kind == PathStepKind.Split)
            Enter(states, right, at, length);
        if (kind is PathStepKind.Split or PathStepKind.Jump)
            Enter(states, left, at, length);
        else if ((kind == PathStepKind.Start && at == 0) || (kind == PathStepKind.End && at == length))
            Enter(states, step + 1, at, length);
    }
}
