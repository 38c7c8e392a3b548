namespace T2L.Tokenizers.Decoders;

/// <summary>A step from the strings of tokens back to text.</summary>
/// <remarks>Text that arrives token by token and text that is there as a whole go the same way, so they cannot differ.</remarks>
internal interface ITokenDecoder
{
    /// <summary>Begins the decoding of one text.</summary>
    /// <param name="next">Takes what this step makes.</param>
    ITokenSink Onto(ITokenSink next);
}

/// <summary>Takes tokens piece by piece. A step passes on what no later token can change, and keeps the rest.</summary>
internal interface ITokenSink
{
    /// <summary>More of the current token.</summary>
    void Text(string text);

    /// <summary>The current token ends.</summary>
    void EndToken();

    /// <summary>The text ends.</summary>
    void Finish();
}
