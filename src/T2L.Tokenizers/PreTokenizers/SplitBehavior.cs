namespace T2L.Tokenizers.PreTokenizers;

/// <summary>What becomes of the separator that a split finds.</summary>
internal enum SplitBehavior
{
    /// <summary>It is dropped.</summary>
    Removed,

    /// <summary>It is a word of its own.</summary>
    Isolated,

    /// <summary>It ends the word before it.</summary>
    MergedWithPrevious,

    /// <summary>It begins the word after it.</summary>
    MergedWithNext,

    /// <summary>Adjacent separators are one word.</summary>
    Contiguous,
}
