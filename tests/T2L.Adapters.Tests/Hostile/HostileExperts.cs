using T2L.Adapters.Safetensors;
using T2L.Adapters.Svf;
using T2L.Adapters.Tests.Svf;

namespace T2L.Adapters.Tests.Hostile;

/// <summary>Expert files built to be refused.</summary>
internal static class HostileExperts
{
    private const string Name = "model.layers.0.mlp.up_proj.weight";

    public static IReadOnlyList<HostileFile> All { get; } =
    [
        new("not safetensors", AdapterFormatError.FileTruncated, "begins with 8 bytes", [1, 2, 3]),
        Metadata("no metadata", AdapterFormatError.InvalidMetadata, "has no format in its metadata", m => m.Clear()),
        Metadata("a LoRA's metadata", AdapterFormatError.InvalidMetadata, "the file's format is 'pt'", m => m["format"] = "pt"),
        Metadata("newer version", AdapterFormatError.Unsupported, "format_version is '2'", m => m["format_version"] = "2"),
        Metadata("other gate", AdapterFormatError.Unsupported, "the gate is 'softplus'; expected one of sigmoid-nuclear, identity-nuclear", m => m["gate"] = "softplus"),
        Metadata("no base", AdapterFormatError.InvalidMetadata, "has no 'base_digest'", m => m.Remove("base_digest")),
        Metadata("half a digest", AdapterFormatError.InvalidMetadata, "decomposition_digest is 'sha256:12'", m => m["decomposition_digest"] = "sha256:12"),
        Metadata("unknown target", AdapterFormatError.InvalidMetadata, "the targets are 'lm_head'", m => m["targets"] = "lm_head"),
        Metadata("targets out of order", AdapterFormatError.InvalidMetadata, "each once and in this order", m => m["targets"] = "up_proj,gate_proj"),
        Metadata("label of two lines", AdapterFormatError.InvalidMetadata, "on one line", m => m["label"] = "a\nb"),
        Metadata("endless label", AdapterFormatError.InvalidMetadata, "label has 100000 characters", m => m["label"] = new string('x', 100_000)),
        Metadata("training that is no JSON", AdapterFormatError.InvalidJson, "not JSON", m => m["training"] = "{"),
        Metadata("training without a method", AdapterFormatError.InvalidMetadata, "'training' has no method", m => m["training"] = "{}"),
        Metadata("training with a number", AdapterFormatError.InvalidMetadata, "'seed' of 'training' is 3; expected text", m => m["training"] = "{\"method\":\"x\",\"seed\":3}"),
        Metadata("endless training", AdapterFormatError.InvalidMetadata, "at most 65536 are read", m => m["training"] = $"{{\"method\":\"{new string('x', 70_000)}\"}}"),
        Vector("NaN", AdapterFormatError.NotFinite, "NaN or infinity at element 0", TensorData.FromFloats([float.NaN], 1)),
        Vector("a matrix", AdapterFormatError.ShapeMismatch, "expected [k]", TensorData.FromFloats([1, 2], 1, 2)),
        Vector("a million numbers", AdapterFormatError.ShapeMismatch, "at most 1048576", new TensorData(TensorDType.BF16, [(1 << 20) + 1], new byte[2 * ((1 << 20) + 1)])),
        Vector("whole numbers", AdapterFormatError.DTypeMismatch, "is I64; expected F32 or BF16", TensorData.FromInt64s([1], 1)),
        Change("negative gates", AdapterFormatError.EmptyGate, "all zero or negative", m => m["gate"] = "identity-nuclear", v => v[Name] = TensorData.FromFloats([-1, 0], 2)),
        Change("missing matrix", AdapterFormatError.MissingTensor, $"there is no vector '{Name}'", _ => { }, v => v.Remove(Name)),
        Change("surplus matrix", AdapterFormatError.UnknownTensor, "the targets are gate,up,down", _ => { }, v => v["model.layers.0.self_attn.q_proj.weight"] = v[Name]),
        Change("embedding", AdapterFormatError.UnknownTensor, "is not part of an SVF expert", _ => { }, v => v["model.embed_tokens.weight"] = v[Name]),
    ];

    private static HostileFile Metadata(string name, AdapterFormatError error, string says, Action<Dictionary<string, string>> change) =>
        Change(name, error, says, change, _ => { });

    private static HostileFile Vector(string name, AdapterFormatError error, string says, TensorData vector) =>
        Change(name, error, says, _ => { }, vectors => vectors[Name] = vector);

    private static HostileFile Change(
        string name, AdapterFormatError error, string says, Action<Dictionary<string, string>> metadata, Action<Dictionary<string, TensorData>> vectors)
    {
        using var good = SafetensorsFile.FromBytes(SvfExpertFile.ToBytes(SmallExperts.Expert()), "good");
        var text = new Dictionary<string, string>(good.Metadata);
        var tensors = SmallExperts.Vectors();
        metadata(text);
        vectors(tensors);
        return new(name, error, says, SafetensorsWriter.ToBytes(tensors, text));
    }
}
