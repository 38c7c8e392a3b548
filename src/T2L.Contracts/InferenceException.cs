namespace T2L.Contracts;

/// <summary>An engine does not serve a request; the message is the sentence for the caller.</summary>
/// <param name="error">The kind of refusal.</param>
/// <param name="message">What, got, expected, what next.</param>
/// <param name="innerException">The cause, where there is one.</param>
public class InferenceException(InferenceError error, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The kind of refusal.</summary>
    public InferenceError Error { get; } = error;
}
