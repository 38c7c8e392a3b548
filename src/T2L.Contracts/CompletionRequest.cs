namespace T2L.Contracts;

/// <summary>One prompt to continue: a text as it stands, or a conversation that the model's chat template turns into one.</summary>
/// <param name="Prompt">The text before the answer; empty where <paramref name="Turns"/> are given.</param>
/// <param name="AdapterDigest">The adapter to answer with, <c>sha256:&lt;64 hex&gt;</c>; null for the base model alone.</param>
/// <param name="MaxTokens">Tokens to produce at most, at least 1. Default 64.</param>
/// <param name="Temperature">0 picks the likeliest token each time; above 0 samples. Default 0.</param>
/// <param name="TopP">Share of probability to sample from, above 0 and at most 1. Default 1. Ignored at temperature 0.</param>
/// <param name="Seed">Start of the random numbers; the same seed gives the same text. Ignored at temperature 0.</param>
/// <param name="Stop">Texts that end the answer; they are not part of it.</param>
/// <param name="Turns">The conversation to answer; null where <paramref name="Prompt"/> is the whole text. Without a chat template it may be one user turn, which is then the prompt.</param>
/// <param name="SecondAdapterDigest">An adapter of the other kind to answer with as well: one LoRA and one SVF expert go together. Null for none.</param>
/// <param name="Experts">SVF experts, one of which is chosen for the request by a first pass: the base model is asked, or <paramref name="AdapterDigest"/>, which is a classification expert then. Null for none.</param>
/// <param name="Conversation">Name of the conversation, whose first choice among <paramref name="Experts"/> holds for all of it; null to know it by its first message.</param>
public sealed record CompletionRequest(
    string Prompt,
    string? AdapterDigest,
    int MaxTokens = 64,
    double Temperature = 0,
    double TopP = 1,
    long? Seed = null,
    IReadOnlyList<string>? Stop = null,
    IReadOnlyList<ChatTurn>? Turns = null,
    string? SecondAdapterDigest = null,
    IReadOnlyList<OfferedExpert>? Experts = null,
    string? Conversation = null)
{
    /// <summary>A request that answers one message of a user.</summary>
    /// <param name="message">The message.</param>
    /// <param name="adapterDigest">The adapter to answer with; null for the base model alone.</param>
    /// <param name="maxTokens">Tokens to produce at most.</param>
    public static CompletionRequest OfUser(string message, string? adapterDigest, int maxTokens = 64) =>
        new("", adapterDigest, maxTokens, Turns: [new ChatTurn("user", message)]);
}
