using T2L.Adapters.PyTorch;

namespace T2L.Adapters.Tests.Hostile;

public class HostilePicklesTests
{
    public static TheoryData<string> Names => Refusal.Names(HostilePickles.All);

    [Theory, MemberData(nameof(Names))]
    public void Refuses(string name)
    {
        var file = HostilePickles.All.Single(f => f.Name == name);

        var refusal = Refusal.Of(file, bytes => PyTorchCheckpoint.Read(bytes, "x/hypermod.pt"));

        Assert.StartsWith("hypermod.pt: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_forged_checkpoint_without_a_lie_is_read()
    {
        var bytes = PickleForge.Entry().Tensor([2, 2], [1, 2]).EntryCheckpoint();

        var tensor = Assert.Single(PyTorchCheckpoint.Read(bytes, "good.pt"));

        Assert.Equal("w", tensor.Key);
        Assert.Equal([1f, 3f, 2f, 4f], tensor.Value.ToFloats());
    }

    [Fact]
    public void Refuses_every_beginning_of_a_checkpoint()
    {
        var whole = PickleForge.Entry().Tensor([4], [1]).EntryCheckpoint();
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<AdapterFormatException>(() => PyTorchCheckpoint.Read(whole.AsMemory(0, length), "a.pt"));
    }

    [Fact]
    public void Refuses_every_beginning_of_a_pickle()
    {
        var whole = PickleForge.Entry().Tensor([4], [1]).Raw((byte)'s', (byte)'.').ToBytes();
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<AdapterFormatException>(() => PyTorchCheckpoint.Read(PickleForge.Checkpoint(whole[..length]), "a.pt"));
    }
}
