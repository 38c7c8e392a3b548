using System.Text.Json;
using T2L.Adapters.Json;
using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Storage;

namespace T2L.Adapters.Export.Checks;

/// <summary>Reads what servers look at, and refuses only what no server could read.</summary>
internal static class AdapterFactsReader
{
    public static AdapterFacts Read(string directory)
    {
        var config = Path.Combine(directory, PeftConfigFile.Name);
        var facts = Parse(SmallFile.Read(config), config);
        using var weights = SafetensorsFile.Open(Path.Combine(directory, PeftDirectory.WeightsName));
        var modules = new List<AdapterModule>();
        var others = new List<string>();
        foreach (var (name, tensor) in weights.Tensors)
        {
            if (!LoraTensorNames.TryParse(name, out var path, out var isA))
                others.Add(name);
            else if (isA)
                modules.Add(new AdapterModule(path, RankOf(name, tensor, weights.Name)));
        }

        return facts with { Modules = modules, OtherTensors = others };
    }

    public static AdapterFacts Parse(ReadOnlySpan<byte> json, string file)
    {
        var reader = JsonObjectReader.Parse(json, file, AdapterFormatError.InvalidConfig);
        return new AdapterFacts
        {
            Type = reader.Text("peft_type") ?? throw reader.Refuse("peft_type is missing; expected 'LORA'."),
            Rank = Rank(reader),
            Alpha = reader.Number(reader.Get("lora_alpha"), "lora_alpha"),
            UseRsLora = reader.Flag("use_rslora"),
            UseDora = reader.Flag("use_dora"),
            LoraBias = reader.Flag("lora_bias"),
            Bias = reader.Text("bias") ?? "none",
            ModulesToSave = Names(reader, "modules_to_save"),
            TrainsTokens = IsSet(reader, "trainable_token_indices"),
            ReplicatesLayers = IsSet(reader, "layer_replication"),
            ChangingInitialization = PeftSupport.ChangingInitialization(reader),
            TargetExpression = reader.TryGet("target_modules", out var targets) && targets.ValueKind == JsonValueKind.String ? reader.Text("target_modules") : null,
            HasRankPattern = IsSet(reader, "rank_pattern"),
            HasAlphaPattern = IsSet(reader, "alpha_pattern"),
        };
    }

    private static int Rank(JsonObjectReader reader)
    {
        var rank = reader.Whole(reader.Get("r"), "r");
        return rank is >= 1 and <= int.MaxValue ? (int)rank : throw reader.Refuse($"r is {rank}; expected 1 or more.");
    }

    private static int RankOf(string name, TensorInfo tensor, string file) =>
        tensor.Shape is [>= 1 and <= int.MaxValue, _]
            ? (int)tensor.Shape[0]
            : throw new AdapterFormatException(AdapterFormatError.ShapeMismatch,
                $"tensor '{name}' is {TensorShape.Show(tensor.Shape)}; expected [rank, in_features].", file, name);

    private static IReadOnlyList<string> Names(JsonObjectReader reader, string field) =>
        reader.TryGet(field, out _) ? [.. reader.Items(field).Select(item => reader.ReadText(item, field))] : [];

    private static bool IsSet(JsonObjectReader reader, string field) => reader.TryGet(field, out var value) && !PeftSupport.IsEmpty(value);
}
