using T2L.Adapters;
using T2L.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Svf;

/// <summary>
/// The numbers p of several experts that learn at the same time, one for each group of a batch, and for each the best numbers so far. All of it is
/// part of a checkpoint.
/// </summary>
internal sealed class GateBank : nn.Module
{
    private readonly GatedNetwork _network;
    private readonly Parameter[] _raw; // one [numbers] an expert, so that each has a gradient of its own to be shortened
    private readonly Tensor _best; // [G, numbers]
    private readonly Tensor _scores; // [G]

    /// <param name="network">The base with its factors; stays the caller's.</param>
    /// <param name="start">First p of each expert.</param>
    public GateBank(GatedNetwork network, IReadOnlyList<float[]> start) : base(nameof(GateBank))
    {
        _network = network;
        var device = network.Network.Device;
        _raw = [.. start.Select(values => new Parameter(tensor(values, device: device)))];
        using var noGrad = no_grad();
        _best = stack(_raw.Select(values => values.detach()).ToArray());
        _scores = full([start.Count], double.NegativeInfinity, device: device);
        for (var expert = 0; expert < _raw.Length; expert++)
            register_parameter($"expert_{expert}", _raw[expert]);
        register_buffer("best", _best);
        register_buffer("best_scores", _scores);
    }

    /// <summary>Experts.</summary>
    public int Count => _raw.Length;

    /// <summary>p, shape [G, numbers]; differentiable.</summary>
    public Tensor Raw() => stack([.. _raw]);

    /// <summary>The experts as they are, as an adapter of a batch that has the same number of rows for each.</summary>
    public IProjectionAdapter ForBatch() => _network.Adapter(Raw());

    /// <summary>Keeps the numbers of each expert whose score is at least its best so far.</summary>
    /// <param name="scores">One an expert.</param>
    /// <returns>The best scores.</returns>
    public float[] Keep(IReadOnlyList<double> scores)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var known = BestScores();
        for (var expert = 0; expert < Count; expert++)
        {
            if (!(scores[expert] >= known[expert]))
                continue;
            _best[expert].copy_(_raw[expert]);
            known[expert] = (float)scores[expert];
        }
        _scores.copy_(tensor(known));
        return known;
    }

    /// <summary>The score of each expert's best numbers; minus infinity before the first.</summary>
    public float[] BestScores()
    {
        using var scope = NewDisposeScope();
        return _scores.cpu().data<float>().ToArray();
    }

    /// <summary>Goes back to each expert's best numbers.</summary>
    public void UseBest()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        for (var expert = 0; expert < Count; expert++)
            _raw[expert].copy_(_best[expert]);
    }

    /// <summary>p of one expert by the weight's name.</summary>
    public IReadOnlyDictionary<string, TensorData> Vectors(int expert)
    {
        using var scope = NewDisposeScope();
        var values = _raw[expert].detach().cpu().data<float>().ToArray();
        return _network.Matrices.ToDictionary(matrix => matrix.Matrix.Name.Value,
            matrix => TensorData.FromFloats(values.AsSpan((int)matrix.Start, (int)matrix.Matrix.Rank).ToArray(), matrix.Matrix.Rank));
    }
}
