using System.Globalization;
using T2L.Adapters;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>What <c>args.yaml</c> of an official run says about the network. Null where it says nothing.</summary>
internal sealed record RunArguments
{
    public TrainingTask TrainingTask { get; private init; }

    public bool? TargetNormalization { get; private init; }

    public bool Factorized { get; private init; }

    public double DeltaWeightScaling { get; private init; }

    public string? MultiTaskLora { get; private init; }

    public bool LearnableOffset { get; private init; }

    public bool WritesRanks { get; private init; }

    public int? LatentSize { get; private init; }

    public string EmbeddingModel { get; private init; } = "";

    public static RunArguments Read(string path)
    {
        var values = FlatYaml.Read(path);
        return new RunArguments
        {
            TrainingTask = Task(values, path),
            TargetNormalization = Flag(values, "pred_z_score", path),
            Factorized = Flag(values, "factorized", path) ?? false,
            DeltaWeightScaling = Number(values, "delta_w_scaling", path) ?? 10_000,
            MultiTaskLora = Text(values, "mt_lora_path"),
            LearnableOffset = Flag(values, "learnable_AB_offset", path) ?? false,
            WritesRanks = Flag(values, "autoreg_gen", path) ?? false,
            LatentSize = Number(values, "hypernet_latent_size", path) is { } size and >= 1 and < int.MaxValue ? (int)size : null,
            EmbeddingModel = Text(values, "emb_model") ?? "",
        };
    }

    private static TrainingTask Task(Dictionary<string, string> values, string path) => Text(values, "training_task") switch
    {
        null or "sft" => TrainingTask.Sft,
        "recon" => TrainingTask.Reconstruction,
        var other => throw Refuse(path, $"training_task is '{other}'; expected sft or recon."),
    };

    private static bool? Flag(Dictionary<string, string> values, string name, string path) => Text(values, name)?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" or "YES" or "ON" => true,
        "FALSE" or "NO" or "OFF" => false,
        _ => throw Refuse(path, $"{name} is '{values[name]}'; expected true or false."),
    };

    private static double? Number(Dictionary<string, string> values, string name, string path)
    {
        if (Text(values, name) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number > 0
            ? number
            : throw Refuse(path, $"{name} is '{text}'; expected a number above 0.");
    }

    private static string? Text(Dictionary<string, string> values, string name) =>
        values.TryGetValue(name, out var text) && text is not ("" or "null" or "Null" or "NULL" or "~") ? text : null;

    private static AdapterFormatException Refuse(string path, string message) => new(AdapterFormatError.InvalidConfig, message, path);
}
