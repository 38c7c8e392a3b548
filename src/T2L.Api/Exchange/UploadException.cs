namespace T2L.Api.Exchange;

/// <summary>An upload was not taken. The message is the sentence for the caller.</summary>
/// <param name="kind">What stands in <c>code</c>.</param>
/// <param name="message">What, got, expected, what next.</param>
/// <param name="inner">What a lower layer said.</param>
internal sealed class UploadException(ErrorCode kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What stands in <c>code</c>.</summary>
    public ErrorCode Kind { get; } = kind;
}
