using System.Text.Json;
using T2L.Adapters.PyTorch;
using T2L.Adapters.PyTorch.Archives;
using T2L.Adapters.PyTorch.Pickles;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Storage;
using T2L.Testing;

namespace T2L.Adapters.Tests.PyTorch;

/// <summary>Checkpoints that PyTorch 1.13 wrote.</summary>
public class CheckpointGoldenTests
{
    [GoldenTheory("t2l"), MemberData(nameof(LinearCases))]
    public void Reads_names_shapes_and_order_of_hypernetworks(string name)
    {
        var golden = Cases().Single(c => c.GetProperty("case").GetString() == name);
        var directory = Path.Combine(Repository.Family("t2l"), name);
        foreach (var path in Directory.EnumerateFiles(directory, "*.pt"))
        {
            var tensors = PyTorchCheckpoint.Read(path);
            Assert.Equal(StateDictLayout.Of(golden), tensors.Select(t => StateDictLayout.Show(t.Key, t.Value.Shape)));
            Assert.All(tensors, t => Assert.Equal(TensorDType.F32, t.Value.DType));
        }
    }

    [GoldenTheory("t2l"), MemberData(nameof(Files), "t2l")]
    public void Reads_finite_numbers_from_hypernetworks(string path) =>
        Assert.All(PyTorchCheckpoint.Read(path), t => Assert.Equal(-1, FiniteScan.FirstNotFinite(t.Value)));

    // The same experts, once in PyTorch's form (plain and as parameters) and once as safetensors.
    [GoldenTheory("svf"), InlineData(0), InlineData(1), InlineData(2)]
    public void Reads_the_numbers_that_safetensors_holds(int expert)
    {
        using var expected = SafetensorsFile.Open(Path.Combine(Repository.Family("svf"), "experts.safetensors"));
        var tensors = PyTorchCheckpoint.Read(Path.Combine(Repository.Family("svf"), $"expert{expert}_learnable_params.pt"));

        Assert.NotEmpty(tensors);
        Assert.All(tensors, t => Assert.Equal(expected.Read($"expert{expert}.{t.Key}"), t.Value));
    }

    // U, S and V of every weight; V is stored as a transposed view. U·S·Vᵀ gives the weight back.
    [GoldenFact("svf")]
    public void Reads_transposed_views()
    {
        var factors = PyTorchCheckpoint.Read(Path.Combine(Repository.Family("svf"), "tiny_decomposed_params.pt")).ToDictionary();
        using var model = SafetensorsFile.Open(Path.Combine(Repository.Family("svf"), "tiny_base_model.safetensors"));
        var names = factors.Keys.Where(k => k.EndsWith(".U", StringComparison.Ordinal)).Select(k => k[..^2]).ToArray();

        Assert.Equal(48, factors.Count);
        Assert.All(names, name => AssertProduct(model.Read(name), factors[name + ".U"], factors[name + ".S"], factors[name + ".V"]));
    }

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

    public static TheoryData<string> LinearCases() =>
        new(Cases().Where(c => c.TryGetProperty("encoder_type", out var encoder) && encoder.GetString() == "linear")
            .Select(c => c.GetProperty("case").GetString()!));

    private static JsonElement[] Cases()
    {
        var index = Path.Combine(Repository.Family("t2l"), "index.json");
        if (!File.Exists(index))
            return [];
        using var document = JsonDocument.Parse(File.ReadAllBytes(index));
        return [.. document.RootElement.EnumerateArray().Select(c => c.Clone())];
    }

    private static void AssertProduct(TensorData weight, TensorData u, TensorData s, TensorData v)
    {
        var (rows, columns, rank) = ((int)weight.Shape[0], (int)weight.Shape[1], (int)s.Shape[0]);
        var (w, left, scale, right) = (weight.ToFloats(), u.ToFloats(), s.ToFloats(), v.ToFloats());
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                double sum = 0;
                for (var k = 0; k < rank; k++)
                    sum += (double)left[(i * rank) + k] * scale[k] * right[(j * rank) + k];
                Assert.Equal(w[(i * columns) + j], sum, 1e-5);
            }
        }
    }

    private static byte[] Pickle(string path)
    {
        using var archive = new StoredArchive(MappedBytes.Map(path), path);
        return archive.Read(archive.Entries.Values.Single(e => e.Name.EndsWith("data.pkl", StringComparison.Ordinal))).ToArray();
    }
}
