using System.Runtime.CompilerServices;
using T2L.Tokenizers.ChatTemplates.Values;

namespace T2L.Tokenizers.ChatTemplates.Running;

/// <summary>One rendering: what it has used of its limits, and where it is.</summary>
internal sealed class Run(ChatTemplateLimits limits, TimeProvider clock)
{
    private long _steps;
    private long _characters;
    private int _depth;

    public ChatTemplateLimits Limits => limits;

    public TimeProvider Clock => clock;

    /// <summary>The line of the template that is being evaluated.</summary>
    public int Line { get; private set; }

    /// <summary>Counts work before it is done.</summary>
    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps > limits.MaxSteps)
            throw TemplateFault.Limit("the rendering takes too many steps", limits.MaxSteps);
    }

    /// <summary>Counts a text before it is made.</summary>
    public void Reserve(long characters)
    {
        if (characters > limits.MaxTextCharacters)
            throw TemplateFault.Limit($"a text of {characters} characters would be made", limits.MaxTextCharacters);
        _characters += characters;
        if (_characters > limits.MaxCreatedCharacters)
            throw TemplateFault.Limit("the rendering makes too many texts", limits.MaxCreatedCharacters);
    }

    /// <summary>Begins the evaluation of a node; gives the line to go back to.</summary>
    public int Enter(int line)
    {
        Step();
        if (++_depth > limits.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TemplateFault.Limit("expressions or macro calls are nested too deep", limits.MaxDepth);
        int before = Line;
        Line = line;
        return before;
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave(int line)
    {
        _depth--;
        Line = line;
    }

    /// <summary>A text value, counted.</summary>
    public TextValue Text(string text)
    {
        Reserve(text.Length);
        return new TextValue(text);
    }
}
