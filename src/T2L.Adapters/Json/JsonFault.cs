namespace T2L.Adapters.Json;

/// <summary>Why a text is not JSON, fit for one line.</summary>
public static class JsonFault
{
    private const int Most = 200;

    /// <summary>The reader's sentence, shortened: it quotes what it found, and a damaged file may hold megabytes of that.</summary>
    /// <param name="exception">What the reader threw.</param>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var sentence = exception.Message;
        return sentence.Length <= Most ? sentence : $"{sentence.AsSpan(0, Most / 2)} … {sentence.AsSpan(sentence.Length - (Most / 2))}";
    }
}
