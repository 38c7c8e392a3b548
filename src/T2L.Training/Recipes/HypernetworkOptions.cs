using T2L.Adapters.Lora;
using T2L.Hypernetwork;

namespace T2L.Training.Recipes;

/// <summary>The hypernetwork to be trained: its kind and sizes, and those of the adapters that it writes.</summary>
public sealed record HypernetworkOptions
{
    /// <summary>How the heads write A and B: L (default), M or S.</summary>
    public HeadVariant Variant { get; init; } = HeadVariant.L;

    /// <summary>Rank positions are learned vectors instead of rotations; only for S. Default false.</summary>
    public bool LearnablePositions { get; init; }

    /// <summary>Latent size. Default 128.</summary>
    public int LatentSize { get; init; } = 128;

    /// <summary>Width in front of the heads. Default 256; official 512 or 2048.</summary>
    public int HeadInputSize { get; init; } = 256;

    /// <summary>Rank of the adapters. Default 8; alpha is twice that, with rsLoRA.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>Adapted modules. Default <c>q_proj</c> and <c>v_proj</c>.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } = ["q_proj", "v_proj"];

    /// <summary>Name of the base model in adapters. Default: the base model's folder name.</summary>
    public string? BaseModelName { get; init; }

    internal void Validate()
    {
        var check = new SettingChecks("the hypernetwork");
        check.Require(Enum.IsDefined(Variant), $"variant is {Variant}; expected {string.Join(", ", Enum.GetNames<HeadVariant>())}.");
        check.Between(LatentSize, 2, 65_536);
        check.Between(HeadInputSize, 2, 65_536);
        check.Between(Rank, 1, LoraConfig.MaxRank);
        check.Require(TargetModules.Count > 0, "target_modules is empty; expected names such as q_proj.");
    }
}
