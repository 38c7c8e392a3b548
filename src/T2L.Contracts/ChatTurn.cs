namespace T2L.Contracts;

/// <summary>One turn of a conversation.</summary>
/// <param name="Role">Who speaks: <c>system</c>, <c>user</c> or <c>assistant</c>, or what else the model's chat template knows.</param>
/// <param name="Content">What is said.</param>
public sealed record ChatTurn(string Role, string Content);
