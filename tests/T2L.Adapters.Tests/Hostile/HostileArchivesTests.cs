using T2L.Adapters.PyTorch;

namespace T2L.Adapters.Tests.Hostile;

public class HostileArchivesTests
{
    public static TheoryData<string> Names => Refusal.Names(HostileArchives.All);

    [Theory, MemberData(nameof(Names))]
    public void Refuses(string name) =>
        Refusal.Of(HostileArchives.All.Single(f => f.Name == name), bytes => PyTorchCheckpoint.Read(bytes, "hypermod.pt"));

    [Fact]
    public void The_forged_archive_without_a_lie_is_read() =>
        Assert.Empty(PyTorchCheckpoint.Read(ZipForge.Checkpoint().ToBytes(), "good.pt"));

    [Fact]
    public void Refuses_a_pickle_longer_than_the_limit()
    {
        var pickle = PickleForge.Start().Text(new string('a', 64 << 20)).ToBytes();

        var refusal = Assert.Throws<AdapterFormatException>(() => PyTorchCheckpoint.Read(PickleForge.Checkpoint(pickle), "hypermod.pt"));

        Assert.Equal(AdapterFormatError.FileTooLarge, refusal.Error);
        Assert.Contains("the limit is 67108864", refusal.Message, StringComparison.Ordinal);
    }
}
