namespace T2L.Contracts.Remote;

/// <summary>The encoder of whichever worker takes the question, reached over the bus.</summary>
/// <param name="workers">Asks them.</param>
internal sealed class RemoteTaskReader(WorkerQuestions workers) : ITaskReader
{
    // Reading takes milliseconds; the person who types will not wait for more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<TaskReading> ReadAsync(string description, CancellationToken cancellationToken) =>
        (await workers.AskAsync<ReadTask, TaskRead>(new ReadTask(description), Patience, cancellationToken)).Reading;
}
