using T2L.Adapters.Safetensors;

namespace T2L.Adapters.Tests.Hostile;

public class HostileSafetensorsTests
{
    public static TheoryData<string> Names => Refusal.Names(HostileSafetensors.All);

    [Theory, MemberData(nameof(Names))]
    public void Refuses(string name)
    {
        var file = HostileSafetensors.All.Single(f => f.Name == name);

        var refusal = Refusal.Of(file, bytes => SafetensorsFile.FromBytes(bytes, "x/adapter_model.safetensors").Dispose());

        Assert.StartsWith("adapter_model.safetensors: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("x/adapter_model.safetensors", refusal.File);
    }

    [Fact]
    public void Refuses_every_beginning_of_a_file()
    {
        var whole = SafetensorsWriter.ToBytes([new("a", TensorData.FromFloats([1, 2], 2)), new("b", TensorData.FromFloats([3], 1))]);
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<AdapterFormatException>(() => SafetensorsFile.FromBytes(whole.AsMemory(0, length), "a.safetensors"));
    }

    [Fact]
    public void Reads_what_only_looks_odd()
    {
        const string Header = """ {"__metadata__":{"ü":""},"":{"dtype":"F32","shape":[0,9000000000000],"data_offsets":[0,0]},"s":{"shape":[],"data_offsets":[0,4],"dtype":"F32"}}   """;
        using var file = SafetensorsFile.FromBytes(HostileSafetensors.File(Header.TrimStart(), 4), "odd.safetensors");

        Assert.Equal(0, file.Read("").ElementCount);
        Assert.Equal([0f], file.Read("s").ToFloats());
        Assert.Equal("", file.Metadata["ü"]);
    }
}
