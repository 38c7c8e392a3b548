using T2L.Hypernetwork;
using T2L.Hypernetwork.Network;
using T2L.Models;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace T2L.Benchmarks.Hypernetwork;

/// <summary>The baseline: the official algorithm on libtorch. One description at a time, one pass a module, then one pair of tensors a layer.</summary>
internal sealed class OfficialLoop : IDisposable
{
    private readonly HypernetworkConfig _config;
    private readonly Dictionary<string, Tensor> _state;

    public OfficialLoop(HypernetworkCheckpoint checkpoint, Device device)
    {
        _config = checkpoint.Config;
        _state = checkpoint.State.ToDictionary(t => t.Key, t => t.Value.ToTensor(device));
    }

    /// <summary>Generates one adapter.</summary>
    /// <param name="embedding">Shape [1, E].</param>
    /// <returns>A and B of every layer and module.</returns>
    public Dictionary<string, (Tensor A, Tensor B)> Generate(Tensor embedding)
    {
        var adapter = new Dictionary<string, (Tensor A, Tensor B)>();
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var code = Norm(Linear(embedding, "task_encoder.mlp.0"), "task_encoder.mlp.1").expand(_config.Layers, -1);
        for (var m = 0; m < _config.Modules.Count; m++)
        {
            var (a, b) = Factors(_config.Modules[m], Shared(code, m));
            for (var layer = 0; layer < _config.Layers; layer++)
                adapter.Add(_config.Modules[m].Path(layer), (a.select(0, layer).DetachFromDisposeScope(), b.select(0, layer).DetachFromDisposeScope()));
        }

        return adapter;
    }

    public void Dispose()
    {
        foreach (var tensor in _state.Values)
            tensor.Dispose();
    }

    // u = mlp1(mixer(concat(task, layer, module))), [layers, D]
    private Tensor Shared(Tensor code, int module)
    {
        var layers = Norm(_state["layer_depth_encoder.0.weight"], "layer_depth_encoder.1");
        var kind = Norm(_state["layer_type_encoder.0.weight"].narrow(0, module, 1), "layer_type_encoder.1").expand(_config.Layers, -1);
        var row = cat([code, layers, kind], -1);
        return Residual(silu(Linear(silu(Linear(row, "mixer.1")), "mixer.4")), "mlp1");
    }

    // A [layers, r, in], B [layers, out, r]
    private (Tensor A, Tensor B) Factors(TargetModule module, Tensor u)
    {
        long r = _config.Rank, layers = _config.Layers;
        if (_config.Variant == HeadVariant.L)
        {
            var all = Linear(HeadInput(Residual(u, "mlp2")), $"heads.{module.Name}");
            var split = r * module.InFeatures;
            return (all.narrow(-1, 0, split).reshape(layers, r, module.InFeatures),
                all.narrow(-1, split, r * module.OutFeatures).reshape(layers, r, module.OutFeatures).transpose(-1, -2));
        }

        var a = SharedHead(module, u, "A").narrow(-1, 0, module.InFeatures);
        var b = SharedHead(module, u, "B").narrow(-1, 0, module.OutFeatures);
        return (a, b.transpose(-1, -2));
    }

    // [layers, r, max(in, out)]
    private Tensor SharedHead(TargetModule module, Tensor u, string factor)
    {
        var selected = Residual(u + Norm(_state[$"out_emb.{module.Name}.{factor}"], "out_emb_norm"), "mlp2");
        if (_config.Variant == HeadVariant.M)
            return Linear(HeadInput(selected), $"heads.{module.Name}").reshape(_config.Layers, _config.Rank, -1);
        return Linear(HeadInput(Residual(RotaryPositions.Apply(selected, _config.Rank), "mlp2")), $"heads.{module.Name}");
    }

    private Tensor HeadInput(Tensor x) => silu(Linear(silu(Linear(Norm(x, "mlp3.0"), "mlp3.1")), "mlp3.4"));

    private Tensor Residual(Tensor x, string block) => x + silu(Linear(silu(Linear(Norm(x, $"{block}.mlp.0"), $"{block}.mlp.1")), $"{block}.mlp.4"));

    private Tensor Norm(Tensor x, string name) => layer_norm(x, [x.shape[^1]], _state[$"{name}.weight"], _state[$"{name}.bias"]);

    private Tensor Linear(Tensor x, string name) => linear(x, _state[$"{name}.weight"], _state[$"{name}.bias"]);
}
