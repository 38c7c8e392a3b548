namespace T2L.Svf.Adaptation;

/// <summary>Who answers a first pass: a language model, alone or with a classification expert.</summary>
public interface IFirstPassModel
{
    /// <summary>Answers greedily.</summary>
    /// <param name="instructions">The system message; null for none.</param>
    /// <param name="request">The user's request.</param>
    /// <param name="maxTokens">Tokens at most.</param>
    /// <param name="cancellationToken">Stops the answer.</param>
    /// <returns>The text.</returns>
    Task<string> AnswerAsync(string? instructions, string request, int maxTokens, CancellationToken cancellationToken);
}
