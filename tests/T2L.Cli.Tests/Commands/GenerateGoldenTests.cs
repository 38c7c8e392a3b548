using System.Buffers.Binary;
using T2L.Adapters.Safetensors;
using T2L.Cli.Tests.Support;
using T2L.Testing;

namespace T2L.Cli.Tests.Commands;

[Collection(OneConsole.Name)]
public sealed class GenerateGoldenTests
{
    // Ten times tighter than the reference's own tolerance, which is 1e-5 + 1e-4 |x|.
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Cases => GoldenCases.Generate();

    [GoldenTheory("t2l"), MemberData(nameof(Cases))]
    public async Task Generated_folders_match_the_reference(string name)
    {
        using var temporary = new TemporaryDirectory();
        var (source, output) = (GoldenCases.Folder(name), temporary.File("loras"));

        var run = await ProgramRun.InProcessAsync(
            "generate", "--hypernetwork", source, "--embeddings", Path.Combine(source, "task_embs.safetensors"), "--out", output, "--json");

        var expected = Directory.GetDirectories(Path.Combine(source, "expected"), "lora_*");
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Length, run.Succeeds().Json.GetProperty("adapters").GetArrayLength());
        Assert.Equal(expected.Length, Directory.GetDirectories(output).Length);
        foreach (var folder in expected)
            AssertSame(folder, Path.Combine(output, Path.GetFileName(folder)["lora_".Length..]));
    }

    private static void AssertSame(string expected, string actual)
    {
        const string config = "adapter_config.json", weights = "adapter_model.safetensors";
        Assert.Equal(File.ReadAllText(Path.Combine(expected, config)), File.ReadAllText(Path.Combine(actual, config)));
        Assert.Equal(Header(Path.Combine(expected, weights)), Header(Path.Combine(actual, weights)));
        using var wanted = SafetensorsFile.Open(Path.Combine(expected, weights));
        using var got = SafetensorsFile.Open(Path.Combine(actual, weights));
        foreach (var tensor in wanted.Tensors.Keys)
            AssertClose(tensor, wanted.Read(tensor).ToFloats(), got.Read(tensor).ToFloats());
    }

    private static void AssertClose(string tensor, float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            if (!(Math.Abs(actual[i] - (double)expected[i]) <= Tolerance + Tolerance * Math.Abs(expected[i])))
                Assert.Fail($"{tensor}[{i}] is {actual[i]}, expected {expected[i]}.");
    }

    private static byte[] Header(string file)
    {
        var bytes = File.ReadAllBytes(file);
        return bytes[..(8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes))];
    }
}
