using T2L.Adapters;
using T2L.Hypernetwork.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Experts;

/// <summary>A hypernetwork whose heads write SVF experts: task embeddings in, the raw numbers p of every gated matrix out, in one pass.</summary>
/// <remarks>
/// Encoder, embeddings of layer and module, and trunk are those of <see cref="HyperModulator"/>, size L. Where its heads write A and B, one row a
/// module and layer, these write k numbers: p = start + gain · head(h). A new network writes the same number everywhere, which is the base model itself.
/// </remarks>
public sealed class ExpertHypernetwork : nn.Module<Tensor, Tensor>
{
    // Officially experts begin near 0.1; where they begin together has no effect, only how steep the sigmoid is there.
    private const double Start = 0.1;

    private readonly LinearTaskEncoder _taskEncoder;
    private readonly RowBuilder _rows;
    private readonly Sequential _mixer;
    private readonly ResidualBlock _mlp1;
    private readonly ResidualBlock _mlp2;
    private readonly Sequential _mlp3;
    private readonly ExpertHeads _heads;

    /// <summary>Builds a network that is ready for training from scratch, or for <see cref="LoadState"/>.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="device">Where its parameters live; null for the CPU.</param>
    /// <exception cref="ArgumentException">A size is out of range.</exception>
    public ExpertHypernetwork(ExpertHypernetworkConfig config, Device? device = null)
        : base(nameof(ExpertHypernetwork))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        device ??= CPU;
        long d = config.TrunkSize;
        _taskEncoder = Register("task_encoder", new LinearTaskEncoder(config.TaskEmbeddingSize, config.CodeSize, device));
        _rows = new RowBuilder(config.Layers, config.Modules.Count, (config.PlaceSize, config.PlaceSize), this, device);
        _mixer = Register("mixer", Blocks.Mixer(d, device));
        _mlp1 = Register("mlp1", new ResidualBlock(d, device));
        _mlp2 = Register("mlp2", new ResidualBlock(d, device));
        _mlp3 = Register("mlp3", Blocks.HeadInput(d, config.HeadInputSize, device));
        _heads = Register("heads", new ExpertHeads(config, device));
    }

    /// <summary>Sizes, and what the experts are for.</summary>
    public ExpertHypernetworkConfig Config { get; }

    /// <summary>Writes experts.</summary>
    /// <param name="input">Task embeddings, shape [n, E], float32, already scaled to norm √E.</param>
    /// <returns>p, shape [n, numbers]: matrix after matrix in the order of a state dict, layer by layer.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var rows = _rows.Build(_taskEncoder.forward(input)); // [modules, n, layers, D]
        var read = _mlp3.forward(_mlp2.forward(_mlp1.forward(_mixer.forward(rows)))); // [modules, n, layers, H]
        return (_heads.forward(read).flatten(1) * Config.Gain + Start).MoveToOuterDisposeScope();
    }

    /// <summary>Copies numbers in, by state-dict name.</summary>
    /// <param name="state">Float32 tensors in the shapes of this network.</param>
    /// <exception cref="ArgumentException">A tensor is missing.</exception>
    public void LoadState(IReadOnlyDictionary<string, TensorData> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ModuleState.Load(this, state);
    }

    private T Register<T>(string name, T module)
        where T : nn.Module
    {
        register_module(name, module);
        return module;
    }
}
