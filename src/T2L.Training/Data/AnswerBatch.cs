using T2L.Models;
using T2L.Training.Losses;
using static TorchSharp.torch;

namespace T2L.Training.Data;

/// <summary>Prompts with their answers, padded to one length; only answer positions are projected to the vocabulary.</summary>
/// <remarks>
/// Padding stands on the right, behind everything that is scored: a causal model never looks there, so no mask is needed.
/// </remarks>
internal sealed class AnswerBatch
{
    private readonly long[] _ids;
    private readonly long[] _positions;
    private readonly long[] _targets;
    private readonly float[] _weights;
    private readonly int[] _exampleOf;
    private readonly int _rows;
    private readonly int _length;

    /// <summary>Lays out the examples.</summary>
    /// <param name="sequences">Token ids of prompt and answer, the answer ending with the end-of-sequence token.</param>
    /// <param name="equalSamples">Whether each example counts the same in the loss; false: each answer token.</param>
    public AnswerBatch(IReadOnlyList<TokenizedExample> sequences, bool equalSamples = true)
    {
        _rows = sequences.Count;
        _length = sequences.Max(sequence => sequence.Length) - 1; // the last token is only a target
        _ids = new long[_rows * _length];
        var scored = sequences.Sum(sequence => sequence.ScoredLength);
        (_positions, _targets, _exampleOf) = (new long[scored], new long[scored], new int[scored]);
        _weights = SftLoss.Weights([.. sequences.Select(sequence => sequence.ScoredLength)], equalSamples);
        var next = 0;
        for (var row = 0; row < _rows; row++)
            next = Place(sequences[row], row, next);
    }

    /// <summary>Examples in the batch.</summary>
    public int Count => _rows;

    /// <summary>Mean negative log-likelihood of the answers' tokens; over examples of each one's mean, where examples count the same.</summary>
    /// <param name="model">The base.</param>
    /// <param name="adapter">Added to its projections; null for none.</param>
    /// <param name="smoothing">Label smoothing, 0 to 1.</param>
    /// <param name="disturb">Changes the embeddings; null for nothing.</param>
    public Tensor Loss(Transformer model, IProjectionAdapter? adapter, double smoothing = 0, Func<Tensor, Tensor>? disturb = null)
    {
        var logits = AnswerLogits(model, adapter, disturb); // [scored, V]
        return SftLoss.OfTokens(logits, _targets, _weights, smoothing);
    }

    /// <summary>Whether each answer would be produced exactly by greedy decoding.</summary>
    /// <remarks>
    /// Greedy decoding reproduces an answer exactly when every target is the most likely token after the target prefix,
    /// so one pass with the answer given decides it.
    /// </remarks>
    public bool[] ExactMatches(Transformer model, IProjectionAdapter? adapter)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var predicted = AnswerLogits(model, adapter).argmax(-1).cpu().data<long>().ToArray();
        var exact = Enumerable.Repeat(true, _rows).ToArray();
        for (var i = 0; i < predicted.Length; i++)
            exact[_exampleOf[i]] &= predicted[i] == _targets[i];
        return exact;
    }

    /// <summary>The same, and how likely each answer is.</summary>
    public AnswerScore[] Scores(Transformer model, IProjectionAdapter? adapter)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var logits = AnswerLogits(model, adapter);
        var predicted = logits.argmax(-1).cpu().data<long>().ToArray();
        var likelihoods = logits.log_softmax(-1).gather(1, tensor(_targets, device: model.Device).unsqueeze(1)).cpu().data<float>().ToArray();
        var (exact, sums, counts) = (Enumerable.Repeat(true, _rows).ToArray(), new double[_rows], new int[_rows]);
        for (var i = 0; i < predicted.Length; i++)
        {
            var row = _exampleOf[i];
            exact[row] &= predicted[i] == _targets[i];
            sums[row] += likelihoods[i];
            counts[row]++;
        }
        return [.. exact.Select((hit, row) => new AnswerScore(hit, sums[row] / counts[row]))];
    }

    /// <summary>The token that belongs at each scored place, answer after answer.</summary>
    public IReadOnlyList<long> Targets => _targets;

    /// <summary>The example that each scored place belongs to.</summary>
    public IReadOnlyList<int> ExampleOf => _exampleOf;

    /// <summary>What a model says at each scored place.</summary>
    /// <param name="model">The base.</param>
    /// <param name="adapter">Added to its projections; null for none.</param>
    /// <param name="disturb">Changes the embeddings; null for nothing.</param>
    /// <returns>Shape [scored, V].</returns>
    public Tensor AnswerLogits(Transformer model, IProjectionAdapter? adapter, Func<Tensor, Tensor>? disturb = null)
    {
        var hidden = model.Hidden(tensor(_ids, [_rows, _length], device: model.Device), null, null, adapter, disturb); // [rows, length, H]
        var answers = hidden.reshape(_rows * _length, -1).index_select(0, tensor(_positions, device: model.Device)); // [scored, H]
        return model.Logits(answers);
    }

    private int Place(TokenizedExample example, int row, int next)
    {
        for (var t = 0; t < example.Length - 1; t++)
            _ids[row * _length + t] = example[t];
        foreach (var answer in example.EarlierAnswers.Append(example.Prompt.Count..example.Length))
        {
            for (var t = answer.Start.Value; t < answer.End.Value; t++, next++)
            {
                _positions[next] = row * _length + t - 1;
                _targets[next] = example[t];
                _exampleOf[next] = row;
            }
        }
        return next;
    }
}
