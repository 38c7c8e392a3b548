using System.Globalization;
using T2L.Adapters;
using T2L.Adapters.Svf;

namespace T2L.Hypernetwork.Experts;

/// <summary>Sizes of a hypernetwork that writes SVF experts, and what those experts are for.</summary>
/// <remarks>Letters: n descriptions, E task embedding, D width of the trunk, H head input, k singular values of a matrix.</remarks>
public sealed record ExpertHypernetworkConfig
{
    private const int MaxWidth = 1 << 16, MaxLayers = 1024;
    private const long MaxNumbers = 1 << 26;

    /// <summary>Width E of a task embedding.</summary>
    public required int TaskEmbeddingSize { get; init; }

    /// <summary>Width D of the trunk: half of it codes the task, a quarter each the layer and the module.</summary>
    public required int LatentSize { get; init; }

    /// <summary>Width H of what the heads read.</summary>
    public required int HeadInputSize { get; init; }

    /// <summary>Transformer layers of the base model.</summary>
    public required int Layers { get; init; }

    /// <summary>The gated modules of each layer, in the order of <see cref="SvfTargets.All"/>.</summary>
    public required IReadOnlyList<GatedModule> Modules { get; init; }

    /// <summary>How many steps of p one step of a head's output is: p moves by whole units where a LoRA's numbers move by hundredths.</summary>
    public required double Gain { get; init; }

    /// <summary>Name of the base model; for people, the digest decides.</summary>
    public required string BaseModel { get; init; }

    /// <summary>Identity of the base model's folder.</summary>
    public required Digest BaseDigest { get; init; }

    /// <summary>Identity of the decomposition, as far as the modules go.</summary>
    public required Digest DecompositionDigest { get; init; }

    /// <summary>Identity of the text encoder that the embeddings come from.</summary>
    public required Digest EncoderDigest { get; init; }

    /// <summary>Numbers of one expert.</summary>
    public long ExpertParameters => (long)Layers * Modules.Sum(module => (long)module.Rank);

    /// <summary>Trainable numbers of the network.</summary>
    public long ParameterCount => ExpertStateLayout.Of(this).Sum(tensor => tensor.ElementCount);

    internal int CodeSize => LatentSize / 2;

    internal int PlaceSize => LatentSize / 4;

    internal int TrunkSize => CodeSize + 2 * PlaceSize;

    /// <summary>Refuses sizes that no network can have.</summary>
    /// <exception cref="ArgumentException">One is out of range; the message names it.</exception>
    public void Validate()
    {
        Between(TaskEmbeddingSize, 1, MaxWidth, "the task embedding size");
        Between(LatentSize, 4, MaxWidth, "the latent size");
        Between(HeadInputSize, 1, MaxWidth, "the head input size");
        Between(Layers, 1, MaxLayers, "the number of layers");
        var names = Modules.Select(module => module.Name).ToList();
        if (names.Count == 0 || !names.SequenceEqual(SvfTargets.All.Where(names.Contains)))
            throw new ArgumentException($"the modules are '{string.Join(", ", names)}'; expected some of {string.Join(", ", SvfTargets.All)}, each once and in this order.");
        foreach (var module in Modules)
            Between(module.Rank, 1, SvfExpert.MaxLength, $"the rank of {module.Name}");
        Between(ExpertParameters, 1, MaxNumbers, "the count of an expert's numbers");
        if (!double.IsFinite(Gain) || Gain <= 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"the gain is {Gain}; expected a number above 0."));
    }

    private static void Between(long value, long least, long most, string what)
    {
        if (value < least || value > most)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}; expected {least} to {most}."));
    }
}

/// <summary>A kind of matrix that is gated in every layer.</summary>
/// <param name="Name">Its module, for instance <c>gate_proj</c>.</param>
/// <param name="Rank">k, its singular values.</param>
public sealed record GatedModule(string Name, int Rank);
