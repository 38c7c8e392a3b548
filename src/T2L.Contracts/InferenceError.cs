namespace T2L.Contracts;

/// <summary>Why an engine does not serve a request. The list is closed: each value has one HTTP status and one code.</summary>
public enum InferenceError
{
    /// <summary>The model is still loading, or no worker answers; try again later.</summary>
    NotReady,

    /// <summary>No adapter has this digest.</summary>
    AdapterNotFound,

    /// <summary>The adapter's shapes or base model differ from the model that is served.</summary>
    AdapterDoesNotFit,

    /// <summary>The adapter changes nothing: its update is zero everywhere.</summary>
    AdapterWithoutEffect,

    /// <summary>The adapter's files are damaged.</summary>
    AdapterDamaged,

    /// <summary>The adapter failed a check of its quality.</summary>
    AdapterQuarantined,

    /// <summary>The prompt leaves no room for an answer within the model's positions.</summary>
    PromptTooLong,

    /// <summary>The prompt cannot be written in the model's tokens, or has none.</summary>
    PromptNotUsable,

    /// <summary>The engine itself failed.</summary>
    Failed,

    /// <summary>Nobody who is trusted signed the adapter, or it was changed since.</summary>
    AdapterNotTrusted,
}
