using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>The trunk's input: for every module, description and layer the task's code, the layer's and the module's embedding.</summary>
internal sealed class RowBuilder
{
    private readonly HypernetworkConfig _config;
    private readonly Sequential? _layers;
    private readonly Sequential? _modules;

    /// <param name="config">Sizes and kinds.</param>
    /// <param name="owner">Where the embeddings are registered, under the names of official checkpoints.</param>
    /// <param name="device">Where the embeddings live.</param>
    public RowBuilder(HypernetworkConfig config, nn.Module owner, Device device)
    {
        _config = config;
        if (config.Encoder == TaskEncoderKind.Discrete)
            return;
        _layers = Blocks.NormedTable(config.Layers, config.LayerEmbeddingSize, device);
        _modules = Blocks.NormedTable(config.Modules.Count, config.ModuleEmbeddingSize, device);
        owner.register_module("layer_depth_encoder", _layers);
        owner.register_module("layer_type_encoder", _modules);
    }

    /// <param name="codes">Task codes, shape [n, Z].</param>
    /// <returns>Shape [modules, n, layers, D].</returns>
    public Tensor Build(Tensor codes)
    {
        using var scope = NewDisposeScope();
        long n = codes.shape[0], layers = _config.Layers, modules = _config.Modules.Count;
        var layer = Rows(_layers, layers, codes.device).view(1, 1, layers, -1).expand(modules, n, layers, -1);
        var module = Rows(_modules, modules, codes.device).view(modules, 1, 1, -1).expand(modules, n, layers, -1);
        var task = codes.view(1, n, 1, -1).expand(modules, n, layers, -1);
        return cat([task, layer, module], -1).MoveToOuterDisposeScope();
    }

    // The discrete encoder knows no embeddings, only one-hot vectors.
    private static Tensor Rows(Sequential? table, long count, Device device) =>
        table is null ? eye(count, device: device) : table.forward(arange(count, device: device));
}
