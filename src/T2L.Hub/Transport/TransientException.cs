namespace T2L.Hub.Transport;

/// <summary>Something that may go well the next time: a cut connection, a busy server.</summary>
/// <param name="message">What happened, as the middle of a sentence.</param>
/// <param name="after">How long the server asks to wait; null where it does not say.</param>
/// <param name="inner">The cause.</param>
internal sealed class TransientException(string message, TimeSpan? after = null, Exception? inner = null) : Exception(message, inner)
{
    public TimeSpan? After => after;
}
