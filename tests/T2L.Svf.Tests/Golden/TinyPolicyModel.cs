using static TorchSharp.torch;

namespace T2L.Svf.Tests.Golden;

/// <summary>
/// The model of the reinforce cases, as index.json describes it: x = embed[ids]; x = cumulative mean over positions; for each layer
/// x += down(silu(gate x) · (up x)); logits = lm_head x.
/// </summary>
internal sealed class TinyPolicyModel(Func<string, Tensor> weight, int layers)
{
    /// <summary>Logits [T, V] of ids [T].</summary>
    public Tensor Logits(Tensor ids)
    {
        var x = weight("model.embed_tokens.weight").index_select(0, ids); // [T, H]
        var positions = arange(1, ids.shape[0] + 1, dtype: x.dtype).unsqueeze(1);
        x = x.cumsum(0) / positions;
        for (var layer = 0; layer < layers; layer++)
        {
            Tensor Of(string module) => weight($"model.layers.{layer}.mlp.{module}.weight").t();
            x += (nn.functional.silu(x.matmul(Of("gate_proj"))) * x.matmul(Of("up_proj"))).matmul(Of("down_proj"));
        }

        return x.matmul(weight("lm_head.weight").t()); // [T, V]
    }
}
