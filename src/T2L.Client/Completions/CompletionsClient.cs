using T2L.Adapters.Origin;
using T2L.Client.Wire;

namespace T2L.Client.Completions;

/// <summary>Answers of a server.</summary>
public sealed class CompletionsClient
{
    private readonly Server _server;

    internal CompletionsClient(Server server) => _server = server;

    /// <summary>Asks one question.</summary>
    /// <param name="question">Model and prompt.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The text of the answer.</returns>
    public async Task<string> AskAsync(Question question, CancellationToken cancellationToken = default) =>
        (await CompleteAsync(question, cancellationToken).ConfigureAwait(false)).Choices[0].Text;

    /// <summary>Asks one question and returns all that the server says.</summary>
    /// <param name="question">Model and prompt.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public Task<Completion> CompleteAsync(Question question, CancellationToken cancellationToken = default) =>
        _server.SendAsync<Completion>(HttpMethod.Post, "v1/completions", question, null, cancellationToken);

    /// <summary>What can be asked: the base model, then the newest adapters.</summary>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<IReadOnlyList<ModelInfo>> ModelsAsync(CancellationToken cancellationToken = default) =>
        (await _server.GetAsync<ModelData>("v1/models", cancellationToken).ConfigureAwait(false)).Data;

    private sealed record ModelData(IReadOnlyList<ModelInfo> Data);
}

/// <summary>A prompt for a model.</summary>
/// <param name="Model">Name of the base model, or id, digest, name, name:version or name@alias of an adapter; a LoRA and an SVF expert at once as <c>one+other</c>.</param>
/// <param name="Prompt">The text before the answer.</param>
public sealed record Question(string Model, string Prompt)
{
    /// <summary>Tokens to produce at most; null for 64.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>0 (null too) takes the likeliest token each time; above 0 samples.</summary>
    public double? Temperature { get; init; }

    /// <summary>Share of probability to sample from; null for 1.</summary>
    public double? TopP { get; init; }

    /// <summary>Start of the random numbers; the same seed gives the same text.</summary>
    public long? Seed { get; init; }

    /// <summary>Texts that end the answer.</summary>
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>SVF experts, one of which a first pass chooses.</summary>
    public IReadOnlyList<string>? Experts { get; init; }

    /// <summary>Name of the conversation, whose first choice among the experts holds for all of it.</summary>
    public string? Conversation { get; init; }
}

/// <summary>An answer.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Model">What answered: the base model's name or the adapter's digest.</param>
/// <param name="Choices">The text, once.</param>
/// <param name="Usage">Tokens of prompt and answer.</param>
/// <param name="Mix">The expert and the LoRA that answered together; null where only one or none did.</param>
public sealed record Completion(string Id, string Model, IReadOnlyList<CompletionChoice> Choices, CompletionUsage Usage, MixRecord? Mix);

/// <summary>A produced text.</summary>
/// <param name="Text">The text.</param>
/// <param name="FinishReason"><c>stop</c> or <c>length</c>.</param>
/// <param name="Expert">Digest of the expert that a first pass chose; null where none was.</param>
public sealed record CompletionChoice(string Text, string FinishReason, string? Expert = null);

/// <summary>Tokens of prompt and answer.</summary>
/// <param name="PromptTokens">Of the prompt.</param>
/// <param name="CompletionTokens">Of the answer.</param>
/// <param name="TotalTokens">Of both.</param>
public sealed record CompletionUsage(int PromptTokens, int CompletionTokens, int TotalTokens);

/// <summary>Something that can be asked.</summary>
/// <param name="Id">The base model's name, or the adapter's name with its version.</param>
/// <param name="Created">When, in seconds since 1970; 0 for the base model.</param>
/// <param name="Digest">Digest of the model or of the adapter.</param>
/// <param name="Parent">The base model of an adapter; null for the base model.</param>
public sealed record ModelInfo(string Id, long Created, string Digest, string? Parent);
