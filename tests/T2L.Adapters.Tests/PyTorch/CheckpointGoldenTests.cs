using T2L.Testing;
using T2L.Adapters.PyTorch;
using T2L.Adapters.PyTorch.Archives;
using T2L.Adapters.PyTorch.Pickles;
using T2L.Adapters.Storage;

namespace T2L.Adapters.Tests.PyTorch;

/// <summary>Checkpoints that PyTorch 1.13 wrote.</summary>
public class CheckpointGoldenTests
{
    [GoldenTheory("t2l"), MemberData(nameof(Files), "t2l")]
    public void Reads_t2l_checkpoints(string path) => Assert.NotEmpty(PyTorchCheckpoint.Read(path));

    [GoldenTheory("svf"), MemberData(nameof(Files), "svf")]
    public void Reads_svf_checkpoints(string path) => Assert.NotEmpty(PyTorchCheckpoint.Read(path));

    [GoldenTheory("t2l"), MemberData(nameof(Files), "t2l")]
    public void Writes_the_instructions_that_PyTorch_writes(string path)
    {
        using var folder = new TemporaryDirectory();
        var copy = folder.File(Path.GetFileName(path));
        PyTorchCheckpoint.Write(copy, PyTorchCheckpoint.Read(path));

        var (theirs, ours) = (Pickle(path), Pickle(copy));

        // Theirs goes on with the attributes of the dictionary (module versions), which are not kept.
        Assert.Equal((byte)PickleOpcode.Stop, ours[^1]);
        Assert.Equal(theirs[..(ours.Length - 1)], ours[..^1]);
        Assert.Equal("sb."u8, theirs.AsSpan()[^3..]);
    }

    [GoldenTheory("t2l"), MemberData(nameof(Files), "t2l")]
    public void Lays_out_archives_byte_for_byte_as_PyTorch_does(string path)
    {
        using var archive = new StoredArchive(MappedBytes.Map(path), path);
        using var copy = new MemoryStream();
        using (var writer = new StoredArchiveWriter(copy))
        {
            foreach (var entry in archive.Entries.Values)
                writer.Add(entry.Name, archive.Read(entry));
        }

        Assert.Equal(File.ReadAllBytes(path), copy.ToArray());
    }

    public static TheoryData<string> Files(string family) =>
        new(Directory.Exists(Repository.Family(family))
            ? Directory.EnumerateFiles(Repository.Family(family), "*.pt", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : []);

    private static byte[] Pickle(string path)
    {
        using var archive = new StoredArchive(MappedBytes.Map(path), path);
        return archive.Read(archive.Entries.Values.Single(e => e.Name.EndsWith("data.pkl", StringComparison.Ordinal))).ToArray();
    }
}
