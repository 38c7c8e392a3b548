namespace T2L.Worker;

/// <summary>Who holds a lease: different for each process, so that a restarted worker is not taken for its former self.</summary>
/// <param name="Name">Host, process id and a random part.</param>
public sealed record WorkerIdentity(string Name)
{
    /// <summary>The identity of this process.</summary>
    public static WorkerIdentity OfThisProcess()
    {
        var host = Environment.MachineName;
        return new WorkerIdentity($"{host[..Math.Min(host.Length, 64)]}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}");
    }
}
