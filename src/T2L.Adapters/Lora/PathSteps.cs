namespace T2L.Adapters.Lora;

/// <summary>What one step of an expression does.</summary>
internal enum PathStepKind
{
    /// <summary>Reads one character of a set.</summary>
    Character,

    /// <summary>Goes on at two places.</summary>
    Split,

    /// <summary>Goes on elsewhere.</summary>
    Jump,

    /// <summary>Goes on at the start of the path only.</summary>
    Start,

    /// <summary>Goes on at the end of the path only.</summary>
    End,

    /// <summary>The expression has matched.</summary>
    Match,
}

/// <summary>One step of an expression.</summary>
internal readonly record struct PathStep(PathStepKind Kind, int Left = 0, int Right = 0, PathCharacters? Set = null);

/// <summary>Lays an expression out as steps (Thompson 1968).</summary>
internal sealed class PathSteps
{
    // Repetitions are written out, so nested ones multiply. Eighty layer numbers as a choice take some 350.
    private const int MaxSteps = 1024;

    private readonly List<PathStep> _steps = [];
    private int _parts;

    public static PathStep[] Of(PathNode node)
    {
        var layout = new PathSteps();
        layout.Emit(node);
        layout._steps.Add(new PathStep(PathStepKind.Match));
        return [.. layout._steps];
    }

    private void Emit(PathNode node)
    {
        // Parts are counted too: an empty group adds no step however often it is repeated.
        if (++_parts > 2 * MaxSteps || _steps.Count > MaxSteps)
            throw new FormatException($"its repetitions make more than {MaxSteps} steps");
        switch (node)
        {
            case PathNode.Characters characters:
                _steps.Add(new PathStep(PathStepKind.Character, Set: characters.Set));
                break;
            case PathNode.Anchor anchor:
                _steps.Add(new PathStep(anchor.AtStart ? PathStepKind.Start : PathStepKind.End));
                break;
            case PathNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                    Emit(part);
                break;
            case PathNode.Choice choice:
                EmitChoice(choice);
                break;
            case PathNode.Repetition repetition:
                EmitRepetition(repetition);
                break;
        }
    }

    private void EmitChoice(PathNode.Choice choice)
    {
        var ends = new List<int>();
        foreach (var part in choice.Parts.SkipLast(1))
        {
            var split = Reserve();
            Emit(part);
            ends.Add(Reserve());
            _steps[split] = new PathStep(PathStepKind.Split, split + 1, _steps.Count);
        }

        Emit(choice.Parts[^1]);
        foreach (var end in ends)
            _steps[end] = new PathStep(PathStepKind.Jump, _steps.Count);
    }

    private void EmitRepetition(PathNode.Repetition repetition)
    {
        for (var i = 0; i < repetition.Least; i++)
            Emit(repetition.Part);
        if (repetition.Most is not { } most)
        {
            var loop = Reserve();
            Emit(repetition.Part);
            _steps.Add(new PathStep(PathStepKind.Jump, loop));
            _steps[loop] = new PathStep(PathStepKind.Split, loop + 1, _steps.Count);
            return;
        }

        var splits = new List<int>();
        for (var i = repetition.Least; i < most; i++)
        {
            splits.Add(Reserve());
            Emit(repetition.Part);
        }

        foreach (var split in splits)
            _steps[split] = new PathStep(PathStepKind.Split, split + 1, _steps.Count);
    }

    private int Reserve()
    {
        _steps.Add(default);
        return _steps.Count - 1;
    }
}
