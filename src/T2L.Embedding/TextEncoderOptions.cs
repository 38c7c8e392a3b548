namespace T2L.Embedding;

/// <summary>How a text encoder runs.</summary>
public sealed record TextEncoderOptions
{
    /// <summary>Threads inside one run. Default 0: one per core.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// The most tokens of one text, special tokens included; the rest of a longer text is not read. Default null: 8192, as the
    /// published encoder was used, or the limit of the model where its config.json names a smaller one.
    /// </summary>
    public int? MaxTokens { get; init; }

    /// <summary>The most tokens of one run, padding included; more texts than fit are spread over several runs. Default 8192.</summary>
    /// <remarks>One text alone may exceed it. It bounds memory: a run holds several arrays of tokens × size.</remarks>
    public int MaxTokensPerRun { get; init; } = 8192;

    /// <summary>Where to run: <c>cpu</c> (default) or <c>cuda:N</c>.</summary>
    public string Device { get; init; } = "cpu";
}
