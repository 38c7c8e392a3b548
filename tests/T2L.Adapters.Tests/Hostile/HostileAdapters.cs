using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Adapters.Safetensors;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>Weights that are a sound safetensors file, but not the adapter that <see cref="Config"/> describes.</summary>
internal static class HostileAdapters
{
    private const string A = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight";
    private const string B = "base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight";

    /// <summary>Rank 2, on q_proj.</summary>
    public static LoraConfig Config { get; } = new() { Rank = 2, Alpha = 4, TargetModules = ["q_proj"] };

    /// <summary>What goes with <see cref="Config"/>: A [2, 3] and B [4, 2].</summary>
    public static IReadOnlyDictionary<string, TensorData> Good { get; } =
        new Dictionary<string, TensorData> { [A] = Matrix(2, 3), [B] = Matrix(4, 2) };

    public static IReadOnlyList<HostileFile> All { get; } =
    [
        Weights("no tensors", AdapterFormatError.IncompletePair, "the adapter holds no lora_A and lora_B tensors"),
        With("unknown tensor", AdapterFormatError.UnknownTensor, "Tensor 'layers.0.q_proj.lora_C.weight' is not part of a LoRA adapter. Names end in lora_A.weight or lora_B.weight.", "layers.0.q_proj.lora_C.weight", Matrix(2, 3)),
        With("DoRA magnitude", AdapterFormatError.UnknownTensor, "is not part of a LoRA adapter", "base_model.model.model.layers.0.self_attn.q_proj.lora_magnitude_vector", Matrix(2, 3)),
        With("name without the prefix", AdapterFormatError.UnknownTensor, "Names begin with base_model.model. and a module path.", "model.layers.0.self_attn.q_proj.lora_A.weight", Matrix(2, 3)),
        With("name without a module", AdapterFormatError.UnknownTensor, "Names begin with base_model.model. and a module path.", "base_model.model.lora_A.weight", Matrix(2, 3)),
        With("name of nothing", AdapterFormatError.UnknownTensor, "is not part of a LoRA adapter", "", Matrix(2, 3)),
        Weights("only A", AdapterFormatError.IncompletePair, $"has lora_A only; tensor '{B}' is missing", (A, Matrix(2, 3))),
        Weights("only B", AdapterFormatError.IncompletePair, $"has lora_B only; tensor '{A}' is missing", (B, Matrix(4, 2))),
        Weights("module that is not a target", AdapterFormatError.UnknownTensor, "module 'model.k_proj' has factors, but target_modules is q_proj",
            ("base_model.model.model.k_proj.lora_A.weight", Matrix(2, 3)), ("base_model.model.model.k_proj.lora_B.weight", Matrix(4, 2))),
        Weights("module whose name only ends alike", AdapterFormatError.UnknownTensor, "module 'model.xq_proj' has factors",
            ("base_model.model.model.xq_proj.lora_A.weight", Matrix(2, 3)), ("base_model.model.model.xq_proj.lora_B.weight", Matrix(4, 2))),
        With("ranks that differ", AdapterFormatError.RankMismatch, "has lora_A [3, 3] of rank 3 and lora_B [4, 2] of rank 2", A, Matrix(3, 3)),
        Weights("rank other than the configuration's", AdapterFormatError.RankMismatch, "has lora_A [3, 3] of rank 3; the configuration gives it rank 2", (A, Matrix(3, 3)), (B, Matrix(4, 3))),
        With("transposed B", AdapterFormatError.RankMismatch, "lora_B [2, 4] of rank 4", B, Matrix(2, 4)),
        With("A of three dimensions", AdapterFormatError.ShapeMismatch, "is [2, 3, 1]; expected [rank, in_features]", A, TensorData.FromFloats(new float[6], 2, 3, 1)),
        With("B of one dimension", AdapterFormatError.ShapeMismatch, "is [8]; expected [out_features, rank]", B, TensorData.FromFloats(new float[8], 8)),
        With("empty A", AdapterFormatError.ShapeMismatch, "is [2, 0]; expected [rank, in_features]", A, Matrix(2, 0)),
        With("two types", AdapterFormatError.DTypeMismatch, "has lora_A of F32 and lora_B of BF16; expected one type", B, Matrix(4, 2).To(TensorDType.BF16)),
        With("whole numbers", AdapterFormatError.DTypeMismatch, "is I64; expected F32, BF16, F16 or F64", A, TensorData.FromInt64s(new long[6], 2, 3)),
        With("NaN", AdapterFormatError.NotFinite, $"tensor '{A}' holds NaN or infinity at element 4", A, TensorData.FromFloats([0, 0, 0, 0, float.NaN, 0], 2, 3)),
        With("infinity", AdapterFormatError.NotFinite, $"tensor '{B}' holds NaN or infinity at element 7", B, TensorData.FromFloats([0, 0, 0, 0, 0, 0, 0, float.NegativeInfinity], 4, 2)),
    ];

    private static TensorData Matrix(int rows, int columns) => TensorData.FromFloats(new float[rows * columns], rows, columns);

    private static HostileFile With(string name, AdapterFormatError error, string says, string tensor, TensorData data) =>
        new(name, error, says, SafetensorsWriter.ToBytes(new Dictionary<string, TensorData>(Good) { [tensor] = data }));

    private static HostileFile Weights(string name, AdapterFormatError error, string says, params (string Name, TensorData Data)[] tensors) =>
        new(name, error, says, SafetensorsWriter.ToBytes(tensors.Select(t => KeyValuePair.Create(t.Name, t.Data))));

    /// <summary>The two files of an adapter with these weights.</summary>
    public static Dictionary<string, ReadOnlyMemory<byte>> Files(byte[] weights) => new()
    {
        [PeftConfigFile.Name] = PeftConfigFile.ToJson(Config),
        [PeftDirectory.WeightsName] = weights,
    };
}
