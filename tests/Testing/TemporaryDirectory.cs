namespace T2L.Testing;

/// <summary>A fresh folder that is deleted with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private const string Memory = "/dev/shm";

    /// <summary>A folder of its own.</summary>
    /// <param name="inMemory">Not on the disk, where the machine has such a place: for tests that write many thousand files.</param>
    public TemporaryDirectory(bool inMemory = false) =>
        Path = inMemory && Directory.Exists(Memory)
            ? Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"t2l-test-{Guid.NewGuid():N}")).FullName
            : Directory.CreateTempSubdirectory("t2l-test-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
