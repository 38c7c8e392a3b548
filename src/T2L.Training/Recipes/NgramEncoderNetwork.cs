using T2L.Embedding.Nano;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// The nano text encoder while it learns: Σ exp(w_f)·V_f / √n over the n-grams f of a text. Additive on purpose: operation
/// and format stay readable by a linear map, which a hypernetwork needs more than retrieval.
/// </summary>
internal sealed class NgramEncoderNetwork : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Embedding _table; // [features, E]
    private readonly Parameter _logWeight;                 // [features, 1]

    public NgramEncoderNetwork(int features, int embeddingSize) : base(nameof(NgramEncoderNetwork))
    {
        _table = nn.Embedding_from_pretrained(randn(features, embeddingSize) * 0.05, freeze: false);
        _logWeight = new Parameter(zeros(features, 1));
        register_module("table", _table);
        register_parameter("log_weight", _logWeight);
    }

    /// <summary>Text vectors, shape [B, E], not normalised.</summary>
    /// <param name="features">Feature ids padded with 0, shape [B, F].</param>
    /// <param name="mask">1 for a feature, 0 for padding, shape [B, F].</param>
    public override Tensor forward(Tensor features, Tensor mask)
    {
        var vectors = _table.forward(features);                                                          // [B, F, E]
        var weights = _logWeight.index_select(0, features.flatten()).view(features.shape).exp() * mask;  // [B, F]
        var sum = weights.unsqueeze(1).bmm(vectors).squeeze(1);                                          // [B, E]
        return sum / mask.sum(1, keepdim: true).clamp_min(1).sqrt();
    }

    /// <summary>The weights as the ONNX exporter takes them.</summary>
    public NgramEncoderWeights Export(NgramFeatures features)
    {
        using var noGrad = no_grad();
        var size = (int)_table.weight!.shape[1];
        var tokens = features.VocabularySize * size;
        var table = _table.weight!.detach().data<float>().ToArray();
        return new(features, size, table[..tokens], table[tokens..], _logWeight.detach().data<float>().ToArray());
    }
}
