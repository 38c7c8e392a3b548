using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Network;

/// <summary>The trunk's input: for every module, description and layer the task's code, the layer's and the module's embedding.</summary>
internal sealed class RowBuilder
{
    private readonly long _layerCount;
    private readonly long _moduleCount;
    private readonly Sequential? _layers;
    private readonly Sequential? _modules;

    /// <param name="config">Sizes and kinds.</param>
    /// <param name="owner">Where the embeddings are registered, under the names of official checkpoints.</param>
    /// <param name="device">Where the embeddings live.</param>
    public RowBuilder(HypernetworkConfig config, nn.Module owner, Device device)
        : this(config.Layers, config.Modules.Count, config.Encoder == TaskEncoderKind.Discrete ? null : (config.LayerEmbeddingSize, config.ModuleEmbeddingSize), owner, device)
    {
    }

    /// <param name="layers">Layers of the base model.</param>
    /// <param name="modules">Kinds of modules.</param>
    /// <param name="widths">Widths of their embeddings; null for one-hot vectors.</param>
    /// <param name="owner">Where the embeddings are registered.</param>
    /// <param name="device">Where the embeddings live.</param>
    public RowBuilder(int layers, int modules, (int Layer, int Module)? widths, nn.Module owner, Device device)
    {
        (_layerCount, _moduleCount) = (layers, modules);
        if (widths is not { } sizes)
            return;
        _layers = Blocks.NormedTable(layers, sizes.Layer, device);
        _modules = Blocks.NormedTable(modules, sizes.Module, device);
        owner.register_module("layer_depth_encoder", _layers);
        owner.register_module("layer_type_encoder", _modules);
    }

    /// <param name="codes">Task codes, shape [n, Z].</param>
    /// <returns>Shape [modules, n, layers, D].</returns>
    public Tensor Build(Tensor codes)
    {
        using var scope = NewDisposeScope();
        var (n, layers, modules) = (codes.shape[0], _layerCount, _moduleCount);
        var layer = Rows(_layers, layers, codes.device).view(1, 1, layers, -1).expand(modules, n, layers, -1);
        var module = Rows(_modules, modules, codes.device).view(modules, 1, 1, -1).expand(modules, n, layers, -1);
        var task = codes.view(1, n, 1, -1).expand(modules, n, layers, -1);
        return cat([task, layer, module], -1).MoveToOuterDisposeScope();
    }

    // The discrete encoder knows no embeddings, only one-hot vectors.
    private static Tensor Rows(Sequential? table, long count, Device device) =>
        table is null ? eye(count, device: device) : table.forward(arange(count, device: device));
}
