using T2L.Adapters;
using T2L.Hypernetwork.Network;
using T2L.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork;

/// <summary>The hypernetwork: task embeddings in, LoRA factors of every layer and module out, in one pass.</summary>
/// <remarks>
/// Text-to-LoRA (Charakorn et al. 2025). Every combination of module, description and layer is one row:
/// <code>
/// row = concat(task code, layer embedding, module embedding)          [modules, n, layers, D]
/// u   = mlp1(mixer(row))                                             all rows as one matrix
/// h   = mlp3(mlp2(u))             L
///       mlp3(mlp2(u + select))    M: select tells A from B           [modules, 2, n, layers, H]
///       mlp3(place(mlp2(u + select), k))   S: one row a rank k       [modules, 2, n, layers, r, H]
///       mlp3(mlp2(place(u, k)))   Split                              [modules, n, layers, r, H]
/// A,B = cut(head_module(h))                                          one product a module
/// </code>
/// State-dict names are those of official checkpoints. Dropout is active in training mode only. Build the module on the
/// device where it runs.
/// </remarks>
public sealed class HyperModulator : nn.Module<Tensor, IReadOnlyDictionary<string, LoraFactors>>
{
    private readonly FactorTables _offset;
    private readonly FactorTables _mean;
    private readonly FactorTables _deviation;
    private readonly nn.Module<Tensor, Tensor> _taskEncoder;
    private readonly RowBuilder _rows;
    private readonly Sequential _mixer;
    private readonly ResidualBlock _mlp1;
    private readonly ResidualBlock _mlp2;
    private readonly Sequential _mlp3;
    private readonly Sequential? _positions;
    private readonly FactorSelectors? _selectors;
    private readonly LayerNorm? _selectorNorm;
    private readonly Heads _heads;
    private readonly PostProcessing _postProcessing;

    /// <summary>Builds a network that is ready for training from scratch, or for <see cref="LoadState"/>.</summary>
    /// <param name="config">Sizes and kinds.</param>
    /// <param name="device">Where its parameters live; null for the CPU.</param>
    /// <exception cref="ArgumentException">The configuration contradicts itself.</exception>
    public HyperModulator(HypernetworkConfig config, Device? device = null)
        : base(nameof(HyperModulator))
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        device ??= CPU;
        long d = config.TrunkSize;
        _offset = Register("AB_offset", new FactorTables(config, config.LearnableOffset, device));
        _mean = Register("mean_recon_target", new FactorTables(config, trainable: false, device));
        _deviation = Register("std_recon_target", new FactorTables(config, trainable: false, device));
        _taskEncoder = Register("task_encoder", TaskEncoders.Create(config, device));
        _rows = new RowBuilder(config, this, device);
        _mixer = Register("mixer", Blocks.Mixer(d, device));
        _mlp1 = Register("mlp1", new ResidualBlock(d, device));
        _mlp2 = Register("mlp2", new ResidualBlock(d, device));
        _mlp3 = Register("mlp3", Blocks.HeadInput(d, config.HeadInputSize, device));
        if (config.LearnablePositions)
            _positions = Register("pos_emb", Blocks.NormedTable(config.Rank, d, device));
        if (config.Variant.SharesHead())
        {
            _selectors = Register("out_emb", new FactorSelectors(config, device));
            _selectorNorm = Register("out_emb_norm", nn.LayerNorm(d, device: device));
        }

        _heads = Register("heads", new Heads(config, device));
        _postProcessing = new PostProcessing(config, _offset, _mean, _deviation);
    }

    /// <summary>Sizes and kinds.</summary>
    public HypernetworkConfig Config { get; }

    /// <summary>What the vector-quantized encoder adds to a reconstruction loss, from the last training pass; null with other encoders.</summary>
    public Tensor? AuxiliaryLoss => (_taskEncoder as VectorQuantizedTaskEncoder)?.AuxiliaryLoss;

    /// <summary>Writes the factors that training works on.</summary>
    /// <param name="input">Task embeddings, shape [n, E], float32, already scaled to norm √E.</param>
    /// <returns>By module name: A [n, layers, r, in] and B [n, layers, out, r]; for SFT with the offset added, for reconstruction as the heads wrote them.</returns>
    public override IReadOnlyDictionary<string, LoraFactors> forward(Tensor input)
    {
        using var codes = EncodeTasks(input);
        return Write(codes, generating: false);
    }

    /// <summary>Writes the factors of finished adapters: everything of <c>forward</c>, and for reconstruction back to the scale of real ones.</summary>
    /// <param name="input">Task embeddings, shape [n, E], float32, already scaled to norm √E.</param>
    /// <returns>By module name: A [n, layers, r, in] and B [n, layers, out, r].</returns>
    public IReadOnlyDictionary<string, LoraFactors> Generate(Tensor input)
    {
        using var codes = EncodeTasks(input);
        return Write(codes, generating: true);
    }

    /// <summary>Writes the factors of finished adapters from task codes, which need not be those of any description.</summary>
    /// <param name="codes">Task codes, shape [n, Z], float32.</param>
    /// <returns>By module name: A [n, layers, r, in] and B [n, layers, out, r].</returns>
    public IReadOnlyDictionary<string, LoraFactors> GenerateFromCodes(Tensor codes) => Write(codes, generating: true);

    /// <summary>Task codes, the first step of the network.</summary>
    /// <param name="input">Task embeddings, shape [n, E].</param>
    /// <returns>Shape [n, Z].</returns>
    public Tensor EncodeTasks(Tensor input) => _taskEncoder.forward(input);

    private OrderedDictionary<string, LoraFactors> Write(Tensor codes, bool generating)
    {
        using var scope = NewDisposeScope();
        var rows = _rows.Build(codes);                                                    // [modules, n, layers, D]
        var headInput = _mlp3.forward(Place(_mlp1.forward(_mixer.forward(rows))));        // [modules, ..., H]
        var written = new OrderedDictionary<string, LoraFactors>(StringComparer.Ordinal);
        for (var m = 0; m < Config.Modules.Count; m++)
        {
            var name = Config.Modules[m].Name;
            var factors = _postProcessing.WhileTraining(name, _heads.Write(m, headInput.select(0, m)));
            factors = generating ? _postProcessing.WhenGenerating(name, factors) : factors;
            written.Add(name, new LoraFactors(factors.A.MoveToOuterDisposeScope(), factors.B.MoveToOuterDisposeScope()));
        }

        return written;
    }

    /// <summary>Copies numbers in, by state-dict name.</summary>
    /// <param name="state">Float32 tensors in the shapes of this network; missing offsets and target statistics become zeros.</param>
    /// <exception cref="ArgumentException">Another tensor is missing.</exception>
    public void LoadState(IReadOnlyDictionary<string, TensorData> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ModuleState.Load(this, state);
    }

    /// <summary>A copy of the network at rest, in the order of official checkpoints.</summary>
    /// <returns>Configuration and numbers.</returns>
    public HypernetworkCheckpoint ToCheckpoint()
    {
        var tensors = state_dict();
        var state = new OrderedDictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var tensor in StateLayout.Of(Config))
            state.Add(tensor.Name, tensors[tensor.Name].ToTensorData());
        return new HypernetworkCheckpoint(Config, state);
    }

    /// <summary>Builds the network of a checkpoint, with its numbers.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="device">Where its parameters live; null for the CPU.</param>
    /// <returns>The network, in training mode as every new module.</returns>
    public static HyperModulator FromCheckpoint(HypernetworkCheckpoint checkpoint, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var network = new HyperModulator(checkpoint.Config, device);
        network.LoadState(checkpoint.State);
        return network;
    }

    // From u to what mlp3 reads; see the remarks of the class.
    private Tensor Place(Tensor u) => Config.Variant switch
    {
        HeadVariant.L => _mlp2.forward(u),
        HeadVariant.M => _mlp2.forward(Select(u)),
        HeadVariant.S when _positions is null => _mlp2.forward(RotaryPositions.Apply(_mlp2.forward(Select(u)), Config.Rank)),
        HeadVariant.S => _mlp2.forward(Select(u)).unsqueeze(-2) + _mlp2.forward(Positions(u.device)),
        _ when _positions is null => _mlp2.forward(RotaryPositions.Apply(u, Config.Rank)),
        _ => _mlp2.forward(u.unsqueeze(-2) + Positions(u.device)),
    };

    private Tensor Select(Tensor u) => u.unsqueeze(1) + _selectors!.Normed(_selectorNorm!); // [modules, 2, n, layers, D]

    private Tensor Positions(Device device) => _positions!.forward(arange(Config.Rank, device: device)); // [r, D]

    private T Register<T>(string name, T module)
        where T : nn.Module
    {
        register_module(name, module);
        return module;
    }
}
