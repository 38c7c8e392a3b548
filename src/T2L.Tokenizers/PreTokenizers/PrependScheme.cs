namespace T2L.Tokenizers.PreTokenizers;

/// <summary>Which stretches of text get a leading mark.</summary>
internal enum PrependScheme
{
    /// <summary>Every stretch, also one after a special token.</summary>
    Always,

    /// <summary>None.</summary>
    Never,

    /// <summary>Only the one at the very start of the text.</summary>
    First,
}
