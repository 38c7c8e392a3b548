using System.Globalization;

namespace T2L.Adapters.Lora;

/// <summary>How an adapter is built and scaled. An invalid one cannot exist.</summary>
/// <remarks>Hu et al. 2021 (arXiv:2106.09685); rsLoRA: Kalajdzievski 2023 (arXiv:2312.03732). Field names in files follow PEFT.</remarks>
public sealed record LoraConfig
{
    /// <summary>Largest rank accepted; more than any adapter in use, and a bound on what is allocated.</summary>
    public const int MaxRank = 1024;

    private readonly PatternTable<int> _ranks = PatternTable<int>.Empty;
    private readonly PatternTable<double> _alphas = PatternTable<double>.Empty;

    /// <summary>Rank r of every factor pair that <see cref="RankPattern"/> does not name; 1 to 1024.</summary>
    public required int Rank
    {
        get;
        init => field = CheckRank(value, "r");
    }

    /// <summary>Numerator of the scaling, where <see cref="AlphaPattern"/> does not say otherwise; any finite number.</summary>
    public required double Alpha
    {
        get;
        init => field = CheckAlpha(value, "lora_alpha");
    }

    /// <summary>Whether alpha is divided by √r instead of r. Default false.</summary>
    public bool UseRsLora { get; init; }

    /// <summary>Names of the adapted modules, for instance <c>q_proj</c>; at least one, in the order of the file.</summary>
    public required IReadOnlyList<string> TargetModules
    {
        get;
        init => field = CheckModules(value);
    }

    /// <summary>The model that the adapter was made for; empty when unknown.</summary>
    public string BaseModel { get; init; } = "";

    /// <summary>Revision of the base model; null for its default.</summary>
    public string? Revision { get; init; }

    /// <summary>Dropout in front of A during training, 0 up to (not including) 1. Default 0; unused at inference.</summary>
    public double Dropout
    {
        get;
        init => field = value is >= 0 and < 1
            ? value
            : throw Out(nameof(Dropout), value, $"lora_dropout is {value.ToString(CultureInfo.InvariantCulture)}; expected 0 up to 1, 1 not included.");
    }

    /// <summary>PEFT's note that the adapter was saved for inference. Default false.</summary>
    public bool InferenceMode { get; init; }

    /// <summary>PEFT's name of what the model is for. Default <c>CAUSAL_LM</c>.</summary>
    public string? TaskType { get; init; } = "CAUSAL_LM";

    /// <summary>Other ranks for the modules whose path ends in the key; the first key that matches counts.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> RankPattern
    {
        get => _ranks.Entries;
        init => _ranks = new PatternTable<int>("rank_pattern", value, (key, rank) => CheckRank(rank, $"rank_pattern '{key}'"));
    }

    /// <summary>Other alphas for the modules whose path ends in the key; the first key that matches counts.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> AlphaPattern
    {
        get => _alphas.Entries;
        init => _alphas = new PatternTable<double>("alpha_pattern", value, (key, alpha) => CheckAlpha(alpha, $"alpha_pattern '{key}'"));
    }

    /// <summary>Scaling of modules without a pattern: alpha / r, with rsLoRA alpha / √r.</summary>
    public double Scaling => Scale(Alpha, Rank);

    /// <summary>Scaling of one module, with its own rank and alpha where patterns give them.</summary>
    /// <param name="modulePath">Path in the base model, for instance <c>model.layers.3.self_attn.q_proj</c>.</param>
    /// <returns>alpha / r, with rsLoRA alpha / √r.</returns>
    public double ScalingFor(string modulePath) => Scale(AlphaFor(modulePath), RankFor(modulePath));

    /// <summary>Rank of one module.</summary>
    /// <param name="modulePath">Path in the base model.</param>
    /// <returns>The rank of the first pattern that matches, else <see cref="Rank"/>.</returns>
    public int RankFor(string modulePath) => _ranks.TryFind(modulePath, out var rank) ? rank : Rank;

    /// <summary>Alpha of one module.</summary>
    /// <param name="modulePath">Path in the base model.</param>
    /// <returns>The alpha of the first pattern that matches, else <see cref="Alpha"/>.</returns>
    public double AlphaFor(string modulePath) => _alphas.TryFind(modulePath, out var alpha) ? alpha : Alpha;

    /// <summary>Whether a module of the base model is among the <see cref="TargetModules"/>, by its whole path or the end of it.</summary>
    /// <param name="modulePath">Path in the base model.</param>
    /// <returns>True when it is adapted.</returns>
    public bool Targets(string modulePath)
    {
        foreach (var target in TargetModules)
        {
            if (modulePath == target || modulePath.EndsWith('.' + target, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private double Scale(double alpha, int rank) => alpha / (UseRsLora ? Math.Sqrt(rank) : rank);

    private static int CheckRank(int rank, string name) =>
        rank is >= 1 and <= MaxRank ? rank : throw Out(nameof(Rank), rank, $"{name} is {rank}; expected 1 to {MaxRank}.");

    private static double CheckAlpha(double alpha, string name) =>
        double.IsFinite(alpha)
            ? alpha
            : throw Out(nameof(Alpha), alpha, $"{name} is {alpha.ToString(CultureInfo.InvariantCulture)}; expected a finite number.");

    private static ValueList<string> CheckModules(IReadOnlyList<string> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        if (modules.Count == 0 || modules.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("target_modules is empty or holds an empty name; expected module names such as 'q_proj'.", nameof(modules));
        if (modules.Distinct(StringComparer.Ordinal).Count() != modules.Count)
            throw new ArgumentException($"target_modules names a module twice: {string.Join(", ", modules)}.", nameof(modules));
        return new ValueList<string>(modules);
    }

    private static ArgumentOutOfRangeException Out(string name, object value, string message) => new(name, value, message);
}
