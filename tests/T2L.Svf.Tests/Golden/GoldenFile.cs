using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using T2L.Adapters;
using T2L.Adapters.PyTorch;
using T2L.Adapters.Safetensors;
using T2L.Models;
using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Svf.Tests.Golden;

/// <summary>One case of fixtures/svf: made by the official code, commit 03a41ae, under torch 1.13 on the CPU.</summary>
internal sealed class GoldenFile : IDisposable
{
    public const string Family = "svf";

    private readonly SafetensorsFile _file;

    private GoldenFile(GoldenEntry golden) => (Entry, _file) = (golden.Entry, SafetensorsFile.Open(golden.Path));

    public JsonElement Entry { get; }

    public static GoldenFile Open(string kind, string name) => new(Find(kind, name));

    public static GoldenEntry Find(string kind, string name) => GoldenIndex.Of(Family, kind).Single(c => c.Name == name);

    /// <summary>The only case of a kind, such as the base model.</summary>
    public static GoldenEntry Single(string kind) => GoldenIndex.Of(Family, kind).Single();

    /// <summary>A tolerance as index.json words it.</summary>
    public static double Tolerance(string name)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Family(Family), "index.json")));
        return index.RootElement.GetProperty("tolerances").GetProperty(name).GetDouble();
    }

    /// <summary>U, S and V of the golden base's matrices.</summary>
    public static Dictionary<string, TensorData> Factors() => PyTorchCheckpoint.Read(Single("official_svd_cache").Path).ToDictionary(StringComparer.Ordinal);

    /// <summary>The golden base as a model folder.</summary>
    public static void WriteBase(string directory)
    {
        var golden = Single("base_model");
        Assert.Equal((8, 20, 4, 2), (Number(golden.Entry, "hidden"), Number(golden.Entry, "intermediate"), Number(golden.Entry, "kv_dim"), Number(golden.Entry, "layers")));
        TinyBase.WriteConfig(directory);
        File.WriteAllBytes(Path.Combine(directory, "model.safetensors"), File.ReadAllBytes(golden.Path));
    }

    public static int Number(JsonElement entry, string name) => entry.GetProperty(name).GetInt32();

    public static string[] Texts(JsonElement entry, string name) => [.. entry.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    public static TensorData Vector(ReadOnlySpan<double> values) => new(TensorDType.F64, [values.Length], MemoryMarshal.AsBytes(values).ToArray());

    public bool Has(string name) => _file.Tensors.ContainsKey(name);

    public TensorData Data(string name) => _file.Read(name);

    /// <summary>In double.</summary>
    public Tensor Tensor(string name) => Data(name).ToTensor(dtype: ScalarType.Float64);

    /// <summary>In double.</summary>
    public double[] Doubles(string name) => ToDoubles(Data(name));

    public static double[] ToDoubles(TensorData data) =>
        data.DType == TensorDType.F64 ? MemoryMarshal.Cast<byte, double>(data.Bytes.Span).ToArray() : Array.ConvertAll(data.ToFloats(), x => (double)x);

    /// <summary>Asserts |expected - got| ≤ tolerance · scale.</summary>
    public static void Near(Tensor expected, Tensor got, double tolerance, double scale = 1, string what = "")
    {
        Assert.Equal(expected.shape, got.shape);
        var distance = TinyBase.Distance(expected, got);
        Assert.True(distance <= tolerance * scale, string.Create(CultureInfo.InvariantCulture, $"{what}: off by {distance:g3}, allowed {tolerance * scale:g3}"));
    }

    public static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> got, double tolerance, string what = "")
    {
        Assert.Equal(expected.Count, got.Count);
        for (var i = 0; i < expected.Count; i++)
            Assert.True(Math.Abs(expected[i] - got[i]) <= tolerance, string.Create(CultureInfo.InvariantCulture, $"{what} {i}: {got[i]:g9}, expected {expected[i]:g9}"));
    }

    public void Dispose() => _file.Dispose();
}
