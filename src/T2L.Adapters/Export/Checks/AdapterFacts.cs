using T2L.Adapters.Lora;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Export.Checks;

/// <summary>What servers look at in a PEFT folder; also of adapters that this library does not load, such as DoRA.</summary>
public sealed record AdapterFacts
{
    /// <summary>Kind of adapter, for instance <c>LORA</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>r</c>.</summary>
    public required int Rank { get; init; }

    /// <summary><c>lora_alpha</c>.</summary>
    public required double Alpha { get; init; }

    /// <summary><c>use_rslora</c>.</summary>
    public bool UseRsLora { get; init; }

    /// <summary><c>use_dora</c>.</summary>
    public bool UseDora { get; init; }

    /// <summary><c>lora_bias</c>: a bias beside B.</summary>
    public bool LoraBias { get; init; }

    /// <summary><c>bias</c>: which biases of the base model were trained along.</summary>
    public string Bias { get; init; } = "none";

    /// <summary><c>modules_to_save</c>: modules that the folder holds whole.</summary>
    public IReadOnlyList<string> ModulesToSave { get; init; } = [];

    /// <summary>Whether <c>trainable_token_indices</c> names tokens.</summary>
    public bool TrainsTokens { get; init; }

    /// <summary>Whether <c>layer_replication</c> is set.</summary>
    public bool ReplicatesLayers { get; init; }

    /// <summary>An initialisation that changed the base model's weights; null for others.</summary>
    public string? ChangingInitialization { get; init; }

    /// <summary>The expression in <c>target_modules</c>; null where it is a list of names.</summary>
    public string? TargetExpression { get; init; }

    /// <summary>Whether <c>rank_pattern</c> has entries.</summary>
    public bool HasRankPattern { get; init; }

    /// <summary>Whether <c>alpha_pattern</c> has entries.</summary>
    public bool HasAlphaPattern { get; init; }

    /// <summary>The modules with lora_A, in the order of the file.</summary>
    public IReadOnlyList<AdapterModule> Modules { get; init; } = [];

    /// <summary>Names of tensors that are neither lora_A nor lora_B of a linear layer.</summary>
    public IReadOnlyList<string> OtherTensors { get; init; } = [];

    /// <summary>The largest rank of a module, at least <see cref="Rank"/>.</summary>
    public int MaxRank => Modules.Select(module => module.Rank).Append(Rank).Max();

    /// <summary>What a folder holds.</summary>
    /// <param name="directory">A PEFT folder.</param>
    /// <returns>Its facts.</returns>
    /// <exception cref="AdapterFormatException">A file is missing or damaged.</exception>
    public static AdapterFacts Read(string directory) => AdapterFactsReader.Read(directory);

    /// <summary>What an adapter in memory holds.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <returns>Its facts.</returns>
    public static AdapterFacts Of(LoraAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return AdapterFactsReader.Parse(PeftConfigFile.ToJson(adapter.Config), PeftConfigFile.Name) with
        {
            Modules = [.. adapter.Modules.Select(module => new AdapterModule(module.Key, (int)module.Value.A.Shape[0]))],
        };
    }
}
