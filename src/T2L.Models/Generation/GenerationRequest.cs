namespace T2L.Models.Generation;

/// <summary>One prompt to continue.</summary>
/// <param name="Prompt">Its token ids; at least one.</param>
public sealed record GenerationRequest(IReadOnlyList<int> Prompt)
{
    /// <summary>Tokens to produce at most, at least 1. Default 64. The model's positions limit it too.</summary>
    public int MaxTokens { get; init; } = 64;

    /// <summary>0 takes the likeliest token each time; above 0 samples. Default 0.</summary>
    public double Temperature { get; init; }

    /// <summary>Share of probability to sample from, above 0 and at most 1. Default 1. Ignored at temperature 0.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Start of the random numbers; the same seed gives the same tokens, whatever else is in the batch. Ignored at temperature 0.</summary>
    public long Seed { get; init; }

    /// <summary>Texts that end the answer; they are not part of it. Default none.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Whether to go on after an end token. Default no.</summary>
    public bool IgnoreEndTokens { get; init; }

    /// <summary>Ends this text alone; the others of the batch go on.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Checks the request against a model.</summary>
    /// <exception cref="ArgumentException">It cannot be continued; the message says why.</exception>
    public void Validate(ModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (Prompt is null || Prompt.Count == 0)
            throw new ArgumentException("The prompt has no tokens; at least one is needed.");
        if (Prompt.Count >= config.MaxPositions)
            throw new ArgumentException($"The prompt has {Prompt.Count} tokens, the model has {config.MaxPositions} positions. Shorten the prompt.");
        foreach (int id in Prompt)
            if (id < 0 || id >= config.VocabularySize)
                throw new ArgumentException($"The prompt has token id {id}, the model's ids are 0 to {config.VocabularySize - 1}.");
        if (MaxTokens < 1)
            throw new ArgumentException($"MaxTokens is {MaxTokens}, expected at least 1.");
        if (!(Temperature >= 0) || double.IsInfinity(Temperature))
            throw new ArgumentException($"Temperature is {Temperature}, expected 0 or more.");
        if (!(TopP > 0 && TopP <= 1))
            throw new ArgumentException($"TopP is {TopP}, expected above 0 and at most 1.");
        if (Stop.Any(string.IsNullOrEmpty))
            throw new ArgumentException("A stop text is empty.");
    }
}
