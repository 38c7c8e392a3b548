using T2L.Adapters.Safetensors;
using T2L.Testing;

namespace T2L.Adapters.Tests.Safetensors;

/// <summary>Files that the reference libraries wrote, read and written again.</summary>
public class SafetensorsGoldenTests
{
    [GoldenTheory("t2l"), MemberData(nameof(Files), "t2l")]
    public void Rewrites_t2l_files_byte_for_byte(string path) => AssertRoundTrip(path);

    [GoldenTheory("lm"), MemberData(nameof(Files), "lm")]
    public void Rewrites_lm_files_byte_for_byte(string path) => AssertRoundTrip(path);

    [GoldenTheory("svf"), MemberData(nameof(Files), "svf")]
    public void Rewrites_svf_files_byte_for_byte(string path) => AssertRoundTrip(path);

    public static TheoryData<string> Files(string family) =>
        new(Directory.Exists(Repository.Family(family))
            ? Directory.EnumerateFiles(Repository.Family(family), "*.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : []);

    // Not every file has the official order: the inputs of the cases (io, svf) and the shards were written by a tool that keeps
    // the order in which tensors are given. Only that may keep our own order from giving the same bytes.
    private static void AssertRoundTrip(string path)
    {
        using var file = SafetensorsFile.Open(path);
        var tensors = file.Tensors.Keys.Select(name => KeyValuePair.Create(name, file.Read(name))).ToArray();
        var original = File.ReadAllBytes(path);
        Assert.Equal(original, SafetensorsWriter.ToBytes(tensors, file.Metadata, TensorOrder.AsGiven));

        var official = SafetensorsWriter.ToBytes(tensors.Reverse(), file.Metadata);
        if (Path.GetFileName(path) is "adapter_model.safetensors" or "model.safetensors" or "task_embs.safetensors")
            Assert.Equal(original, official);
        else
            Assert.Equal(original.SequenceEqual(official), NamesOf(official).SequenceEqual(file.Tensors.Keys));
    }

    private static IEnumerable<string> NamesOf(byte[] bytes)
    {
        using var file = SafetensorsFile.FromBytes(bytes, "rewritten");
        return [.. file.Tensors.Keys];
    }
}
