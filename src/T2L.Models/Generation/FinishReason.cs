namespace T2L.Models.Generation;

/// <summary>Why a generated text ends where it ends.</summary>
public enum FinishReason
{
    /// <summary>The model produced an end token.</summary>
    EndToken,

    /// <summary>A stop text appeared.</summary>
    StopText,

    /// <summary>The token limit, or the model's last position, was reached.</summary>
    Length,

    /// <summary>The caller gave up.</summary>
    Cancelled,
}
