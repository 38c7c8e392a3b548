using System.Collections.ObjectModel;

namespace T2L.Adapters.Lora;

/// <summary>A whole adapter: its configuration and the factors of every adapted module. One that contradicts itself cannot exist.</summary>
public sealed class LoraAdapter
{
    /// <summary>Checks and keeps an adapter.</summary>
    /// <param name="config">Rank, scaling, target modules, base model.</param>
    /// <param name="modules">Factors by module path inside the base model, for instance <c>model.layers.3.self_attn.q_proj</c>.</param>
    /// <exception cref="AdapterFormatException">
    /// No modules, a module that the configuration does not target, wrong shapes, ranks or types, or numbers that are not finite.
    /// </exception>
    public LoraAdapter(LoraConfig config, IReadOnlyDictionary<string, LoraWeights> modules)
        : this(config, modules, file: null)
    {
    }

    internal LoraAdapter(LoraConfig config, IReadOnlyDictionary<string, LoraWeights> modules, string? file)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(modules);
        LoraValidation.Check(config, modules, file);
        Config = config;
        Modules = new ReadOnlyDictionary<string, LoraWeights>(
            new OrderedDictionary<string, LoraWeights>(modules, StringComparer.Ordinal));
        ParameterCount = modules.Values.Sum(m => m.ParameterCount);
    }

    /// <summary>Rank, scaling, target modules, base model.</summary>
    public LoraConfig Config { get; }

    /// <summary>Factors by module path inside the base model.</summary>
    public IReadOnlyDictionary<string, LoraWeights> Modules { get; }

    /// <summary>Numbers stored in all factors.</summary>
    public long ParameterCount { get; }
}
