using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Adapters.Safetensors;
using T2L.Testing;

namespace T2L.Hypernetwork.Tests.Golden;

/// <summary>Adapters against those that the official generator wrote: file headers byte for byte, numbers within the tolerance.</summary>
public sealed class GeneratedFilesTests
{
    public static TheoryData<string> Cases => GoldenIndex.NamesOf("t2l", GoldenCase.Generate);

    [GoldenTheory("t2l", GoldenCase.Generate)]
    [MemberData(nameof(Cases))]
    public void The_kernels_reproduce_the_official_files(string name) => Reproduces(name, GenerationBackend.Auto, threads: 2);

    [GoldenTheory("t2l", GoldenCase.Generate)]
    [MemberData(nameof(Cases))]
    public void Libtorch_reproduces_the_official_files(string name) => Reproduces(name, GenerationBackend.Torch, threads: 1, TestDevice.Setting);

    [GoldenTheory("t2l", GoldenCase.Generate)]
    [MemberData(nameof(Cases))]
    public void Our_own_form_reproduces_the_official_files(string name)
    {
        using var folder = new TemporaryDirectory();
        HypernetworkCheckpoint.Read(GoldenCase.Find(name).Directory).Write(folder.Path);
        using var generator = LoraGenerator.Load(folder.Path);
        Compare(GoldenCase.Find(name), generator.Generate(Embeddings(name)));
    }

    [GoldenTheory("t2l", GoldenCase.Generate)]
    [MemberData(nameof(Cases))]
    public void A_batch_equals_its_descriptions_one_by_one(string name)
    {
        using var generator = LoraGenerator.Load(GoldenCase.Find(name).Directory);
        var all = Embeddings(name);
        var batch = generator.Generate(all);
        for (var i = 0; i < batch.Count; i++)
        {
            var row = all.Bytes.Slice(i * (int)all.Shape[1] * sizeof(float), (int)all.Shape[1] * sizeof(float));
            var alone = Assert.Single(generator.Generate(new TensorData(TensorDType.F32, [1, all.Shape[1]], row)));
            foreach (var (path, weights) in batch[i].Modules)
            {
                Assert.Equal(weights.A, alone.Modules[path].A);
                Assert.Equal(weights.B, alone.Modules[path].B);
            }
        }
    }

    private static void Reproduces(string name, GenerationBackend backend, int threads, string device = "cpu")
    {
        var golden = GoldenCase.Find(name);
        using var generator = LoraGenerator.Load(golden.Directory, new GeneratorOptions { Backend = backend, Threads = threads, Device = device });
        Compare(golden, generator.Generate(Embeddings(name)));
    }

    private static TensorData Embeddings(string name)
    {
        using var file = SafetensorsFile.Open(Path.Combine(GoldenCase.Find(name).Directory, "task_embs.safetensors"));
        return file.Read("task_embs");
    }

    private static void Compare(GoldenCase golden, IReadOnlyList<LoraAdapter> adapters)
    {
        for (var i = 0; i < adapters.Count; i++)
        {
            var expected = Path.Combine(golden.Directory, "expected", $"lora_{i}");
            var files = PeftDirectory.ToFiles(adapters[i]).ToDictionary(f => f.Name, f => f.Bytes);
            CompareWeights(golden.Tolerance, File.ReadAllBytes(Path.Combine(expected, PeftDirectory.WeightsName)), files[PeftDirectory.WeightsName]);
            Assert.True(
                JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllBytes(Path.Combine(expected, PeftConfigFile.Name))), JsonNode.Parse(files[PeftConfigFile.Name])),
                "adapter_config.json differs");
        }
    }

    private static void CompareWeights((double Absolute, double Relative) tolerance, byte[] expected, byte[] actual)
    {
        var data = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(expected);
        Assert.Equal(expected[..data], actual[..data]);
        Assert.Equal(expected.Length, actual.Length);
        var wanted = MemoryMarshal.Cast<byte, float>(expected.AsSpan(data));
        var got = MemoryMarshal.Cast<byte, float>(actual.AsSpan(data));
        for (var i = 0; i < wanted.Length; i++)
            Assert.True(Math.Abs(wanted[i] - got[i]) <= tolerance.Absolute + tolerance.Relative * Math.Abs(wanted[i]), $"number {i}: expected {wanted[i]}, got {got[i]}");
    }
}
