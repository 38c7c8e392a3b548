namespace T2L.Models.Generation;

/// <summary>Draws tokens by temperature and top-p (nucleus sampling, Holtzman et al. 2020) with random numbers of its own.</summary>
/// <param name="temperature">Above 0.</param>
/// <param name="topP">The smallest set of likeliest tokens that has this share is drawn from.</param>
/// <param name="seed">Start of the random numbers.</param>
internal sealed class Sampler(double temperature, double topP, long seed)
{
    private readonly SplitMix _random = new(seed);
    private double[] _weights = [];

    /// <summary>One token.</summary>
    /// <param name="logits">Scores of all tokens.</param>
    public int Next(ReadOnlySpan<float> logits)
    {
        double total = Weigh(logits);
        double draw = _random.NextDouble();
        if (topP >= 1)
            return Pick(Enumerable.Range(0, logits.Length), draw * total);
        var nucleus = Nucleus(logits.Length, topP * total);
        return Pick(nucleus, draw * nucleus.Sum(token => _weights[token]));
    }

    private double Weigh(ReadOnlySpan<float> logits)
    {
        if (_weights.Length != logits.Length)
            _weights = new double[logits.Length];
        float max = float.NegativeInfinity;
        foreach (float logit in logits)
            max = Math.Max(max, logit);
        double total = 0;
        for (int token = 0; token < logits.Length; token++)
            total += _weights[token] = Math.Exp((logits[token] - max) / temperature);
        return total;
    }

    /// <summary>The likeliest tokens, in falling order, until their weights reach <paramref name="share"/>; at least one.</summary>
    private List<int> Nucleus(int count, double share)
    {
        // A heap is built in one pass; only the nucleus, usually a few tokens, is then sorted.
        var queue = new PriorityQueue<int, (double, int)>(Enumerable.Range(0, count).Select(token => (token, (-_weights[token], token))));
        var nucleus = new List<int>();
        double sum = 0;
        while (sum < share && queue.TryDequeue(out int token, out _))
        {
            nucleus.Add(token);
            sum += _weights[token];
        }
        return nucleus;
    }

    private int Pick(IEnumerable<int> tokens, double target)
    {
        int last = 0;
        foreach (int token in tokens)
        {
            if (_weights[token] == 0)
                continue;
            last = token;
            target -= _weights[token];
            if (target < 0)
                break;
        }
        return last;
    }
}
