namespace T2L.Contracts.Remote;

/// <summary>Order to any worker: continue one prompt. Answered by <see cref="TextCompleted"/> or <see cref="EngineRefused"/>.</summary>
/// <param name="Request">Prompt, adapter and sampling.</param>
public sealed record CompleteText(CompletionRequest Request);

/// <summary>Answer to <see cref="CompleteText"/>.</summary>
/// <param name="Result">The produced text and its counts.</param>
public sealed record TextCompleted(CompletionResult Result);
