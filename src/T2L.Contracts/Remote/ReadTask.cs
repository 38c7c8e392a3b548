namespace T2L.Contracts.Remote;

/// <summary>Question to any worker: where does this description lie? Answered by <see cref="TaskRead"/> or <see cref="EngineRefused"/>.</summary>
/// <param name="Description">The user's text.</param>
public sealed record ReadTask(string Description);

/// <summary>Answer to <see cref="ReadTask"/>.</summary>
/// <param name="Reading">Its place.</param>
public sealed record TaskRead(TaskReading Reading);
