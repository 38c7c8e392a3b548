namespace T2L.Adapters.Examples.Checking;

/// <summary>Says whether an answer is right. A model may reason first: what counts is read off its text.</summary>
public interface IAnswerChecker
{
    /// <summary>Whether an answer is right.</summary>
    /// <param name="answer">What the model said.</param>
    /// <param name="right">The right answer as the data has it, a worked solution among them: it is read in the same way.</param>
    bool IsRight(string answer, string right);
}
