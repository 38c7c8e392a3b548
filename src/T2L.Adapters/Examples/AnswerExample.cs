namespace T2L.Adapters.Examples;

/// <summary>One worked example of a task.</summary>
/// <param name="Input">What the model is given.</param>
/// <param name="Answer">What it should answer.</param>
public sealed record AnswerExample(string Input, string Answer);
