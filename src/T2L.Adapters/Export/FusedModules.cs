using T2L.Adapters.Lora;

namespace T2L.Adapters.Export;

/// <summary>Cuts the factors of fused projections, as Phi-3 has them, into those of the projections that they join.</summary>
/// <remarks>A serves every part as it is; B is cut into row blocks, so that the ΔW of the parts, one below the other, are the fused ΔW.</remarks>
internal static class FusedModules
{
    public const string Attention = "qkv_proj";
    public const string FeedForward = "gate_up_proj";

    private static readonly string[] AttentionParts = ["q_proj", "k_proj", "v_proj"];
    private static readonly string[] FeedForwardParts = ["gate_proj", "up_proj"];

    public static LoraAdapter Split(LoraAdapter adapter, BaseModelShape? model, List<string> changes)
    {
        var modules = new OrderedDictionary<string, LoraWeights>(StringComparer.Ordinal);
        var cut = 0;
        foreach (var (path, weights) in adapter.Modules)
        {
            var parts = PartsOf(LoraTensorNames.ModuleName(path));
            if (parts.Length == 1)
            {
                modules.Add(path, weights);
                continue;
            }

            cut++;
            var stem = path[..^LoraTensorNames.ModuleName(path).Length];
            var rows = RowsOf(path, weights.B.Shape[0], parts.Length, model);
            for (var (part, first) = (0, 0L); part < parts.Length; first += rows[part++])
                modules.Add(stem + parts[part], weights with { B = Block(weights.B, first, rows[part]) });
        }

        if (cut == 0)
            return adapter;
        changes.Add($"{cut} fused modules are cut into q_proj, k_proj, v_proj or gate_proj, up_proj.");
        return new LoraAdapter(Retarget(adapter), modules);
    }

    public static string[] PartsOf(string module) => module switch
    {
        Attention => AttentionParts,
        FeedForward => FeedForwardParts,
        _ => [module],
    };

    // Queries may have more heads than keys and values; without the model's sizes the parts are taken to be equal, as Phi-3 mini has them.
    private static long[] RowsOf(string path, long rows, int parts, BaseModelShape? model)
    {
        var heads = parts == AttentionParts.Length && model is not null ? model.Heads + (2L * model.KeyValueHeads) : parts;
        if (rows % heads != 0)
        {
            throw new AdapterFormatException(AdapterFormatError.ShapeMismatch,
                $"'{path}' has {rows} rows, which {heads} {(heads == parts ? "equal parts" : "heads")} do not divide; "
                + "name its base model with --base, so that the parts' sizes are known.", tensor: LoraTensorNames.OfB(path));
        }

        var each = rows / heads;
        return heads == parts ? [.. Enumerable.Repeat(each, parts)] : [model!.Heads * each, model.KeyValueHeads * each, model.KeyValueHeads * each];
    }

    private static TensorData Block(TensorData matrix, long first, long rows)
    {
        var row = (int)matrix.Shape[1] * matrix.DType.Size();
        return new TensorData(matrix.DType, [rows, matrix.Shape[1]], matrix.Bytes.Slice(checked((int)first * row), checked((int)rows * row)));
    }

    // A key of a pattern table that names a fused module would name nothing afterwards; every module then gets its own entry.
    private static LoraConfig Retarget(LoraAdapter adapter)
    {
        var config = adapter.Config;
        var targets = config.TargetModules.SelectMany(TargetsOf).Distinct(StringComparer.Ordinal).ToArray();
        if (config.RankPattern.Count == 0 && config.AlphaPattern.Count == 0)
            return config with { TargetModules = targets };
        var paths = adapter.Modules.Keys.SelectMany(path => TargetsOf(path).Select(part => (Part: part, Whole: path))).ToArray();
        return config with
        {
            TargetModules = targets,
            RankPattern = [.. paths.Select(path => KeyValuePair.Create(path.Part, config.RankFor(path.Whole)))],
            AlphaPattern = [.. paths.Select(path => KeyValuePair.Create(path.Part, config.AlphaFor(path.Whole)))],
        };
    }

    private static IEnumerable<string> TargetsOf(string target)
    {
        var module = LoraTensorNames.ModuleName(target);
        return PartsOf(module).Select(part => target[..^module.Length] + part);
    }
}
