namespace T2L.Adapters.Examples.Checking;

/// <summary>Right where the whole text is, but for space around it.</summary>
public sealed class WholeAnswer : IAnswerChecker
{
    /// <inheritdoc/>
    public bool IsRight(string answer, string right)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(right);
        return answer.AsSpan().Trim().SequenceEqual(right.AsSpan().Trim());
    }
}
