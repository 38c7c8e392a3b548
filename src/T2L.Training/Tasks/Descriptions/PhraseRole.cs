namespace T2L.Training.Tasks.Descriptions;

/// <summary>What a phrase speaks of.</summary>
internal enum PhraseRole
{
    /// <summary>The input: "write the word in capitals".</summary>
    Input,

    /// <summary>The result of another operation: "write the result in capitals".</summary>
    Result,

    /// <summary>A thing still to be named, marked by <see cref="OperationPhrases.Hole"/>: "write ... in capitals".</summary>
    Hole,
}
