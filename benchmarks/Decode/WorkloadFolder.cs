namespace T2L.Benchmarks.Decode;

/// <summary>Where a workload's files are written: a folder that stays, or one that goes with the measurement.</summary>
internal sealed class WorkloadFolder : IDisposable
{
    private readonly bool _temporary;

    private WorkloadFolder(string path, bool temporary) => (Path, _temporary) = (path, temporary);

    public string Path { get; }

    public static WorkloadFolder Of(string? keep, string name) => keep is null
        ? new WorkloadFolder(Directory.CreateTempSubdirectory("t2l-bench-").FullName, temporary: true)
        : new WorkloadFolder(Directory.CreateDirectory(System.IO.Path.Combine(keep, name)).FullName, temporary: false);

    public void Dispose()
    {
        if (_temporary)
            Directory.Delete(Path, recursive: true);
    }
}
