namespace T2L.Training.Tasks;

/// <summary>One question of a task and its only right answer.</summary>
/// <param name="Input">The text given to the model, at most 24 printable ASCII characters.</param>
/// <param name="Answer">The text expected back, at most 35 printable ASCII characters.</param>
public sealed record TaskExample(string Input, string Answer);
