using System.Text.Json;
using T2L.Adapters.Peft;
using T2L.Adapters.Safetensors;
using T2L.Models.Lora;
using T2L.Testing;
using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>One case of fixtures/lm: a small random model with two adapters; figures from transformers 4.45.2 and peft 0.13.2.</summary>
internal sealed class GoldenCase : IDisposable
{
    private readonly SafetensorsFile _io;
    private readonly JsonDocument _expected;

    public GoldenCase(string name, ScalarType precision = ScalarType.Float32)
    {
        Folder = Path.Combine(Repository.Family("lm"), name);
        Config = ModelConfig.Load(Folder);
        Network = LanguageModel.LoadNetwork(Folder, Config, Device, precision: precision);
        _io = SafetensorsFile.Open(Path.Combine(Folder, "io.safetensors"));
        _expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "expected.json")));
        InputIds = Input("input_ids");
        Mask = Input("attention_mask");
    }

    /// <summary>Where the cases compute.</summary>
    public static Device Device { get; } = DeviceChoice.Resolve(TestDevice.Setting, TestDevice.Key);

    public static IReadOnlyList<string> Variants { get; } = ["base", "lora_qv", "lora_all"];

    public string Folder { get; }

    public ModelConfig Config { get; }

    public Transformer Network { get; }

    public Tensor InputIds { get; }

    public Tensor Mask { get; }

    /// <summary>Cases with tensors in and out, whatever their architecture; one that is not implemented fails by name.</summary>
    public static TheoryData<string> OfTensors => [.. Names(withTexts: false)];

    /// <summary>Cases that are whole folders: text in, text out.</summary>
    public static TheoryData<string> OfTexts => [.. Names(withTexts: true)];

    /// <summary>Cases of one sort, as the index lists them.</summary>
    public static IReadOnlyList<string> Names(bool withTexts)
    {
        string index = Path.Combine(Repository.Family("lm"), "index.json");
        if (!File.Exists(index))
            return [];
        using var document = JsonDocument.Parse(File.ReadAllText(index));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray()
            .Where(entry => withTexts == (entry.TryGetProperty("kind", out var kind) && kind.GetString() == "e2e_text"))
            .Select(entry => entry.GetProperty("name").GetString()!)];
    }

    public Tensor Input(string name) => _io.Read(name).ToTensor(Device);

    public Tensor Logits(string variant) => Input(variant == "base" ? "logits" : $"logits.{variant}");

    public JsonElement Expected(string variant) => _expected.RootElement.GetProperty(variant);

    /// <summary>The adapter of a variant; null for the base model.</summary>
    public DeviceAdapter? Adapter(string variant) =>
        variant == "base" ? null : DeviceAdapter.Load(PeftDirectory.Read(Path.Combine(Folder, variant)), Config, Device, precision: Network.Precision);

    /// <summary>The largest difference where the mask is 1.</summary>
    public float MaxDifference(Tensor expected, Tensor actual) =>
        ((expected - actual).abs() * Mask.unsqueeze(-1)).max().item<float>();

    public void Dispose()
    {
        Network.Dispose();
        _io.Dispose();
        _expected.Dispose();
    }
}
