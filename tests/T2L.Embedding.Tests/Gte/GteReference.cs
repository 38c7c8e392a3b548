using T2L.Embedding.Gte;

namespace T2L.Embedding.Tests.Gte;

/// <summary>The encoder of one text in plain loops and double precision, written from the architecture's description and not from the graph.</summary>
internal sealed class GteReference(GteEncoderShape shape, IReadOnlyDictionary<string, float[]> weights)
{
    /// <summary>The hidden state of every token.</summary>
    public double[][] Hidden(IReadOnlyList<int> ids)
    {
        var x = ids.Select(id => Norm("embeddings.LayerNorm", Sum(
            Row("embeddings.word_embeddings.weight", id), Row("embeddings.token_type_embeddings.weight", 0)))).ToArray();
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var name = $"encoder.layer.{layer}";
            var attended = Attention(name + ".attention", x);
            x = x.Select((row, t) => Norm(name + ".attn_ln", Sum(row, attended[t]))).ToArray();
            x = x.Select(row => Norm(name + ".mlp_ln", Sum(row, FeedForward(name + ".mlp", row)))).ToArray();
        }
        return x;
    }

    private double[][] Attention(string name, double[][] x)
    {
        var (size, width) = (shape.HiddenSize, shape.HeadSize);
        var projected = x.Select(row => Linear(name + ".qkv_proj", row)).ToArray();
        var context = x.Select(_ => new double[size]).ToArray();
        for (var head = 0; head < shape.Heads; head++)
        {
            double[] Part(int token, int which) => projected[token].AsSpan((which * size) + (head * width), width).ToArray();
            var keys = x.Select((_, t) => Rotated(Part(t, 1), t)).ToArray();
            for (var t = 0; t < x.Length; t++)
            {
                var query = Rotated(Part(t, 0), t);
                var scores = keys.Select(key => Dot(query, key) / Math.Sqrt(width)).ToArray();
                var exponents = scores.Select(s => Math.Exp(s - scores.Max())).ToArray();
                for (var s = 0; s < x.Length; s++)
                    for (var i = 0; i < width; i++)
                        context[t][(head * width) + i] += exponents[s] / exponents.Sum() * Part(s, 2)[i];
            }
        }
        return context.Select(row => Linear(name + ".o_proj", row)).ToArray();
    }

    private double[] FeedForward(string name, double[] x)
    {
        var upGate = Linear(name + ".up_gate_proj", x);
        var inner = new double[shape.IntermediateSize];
        for (var i = 0; i < inner.Length; i++)
            inner[i] = upGate[i] * Gelu(upGate[shape.IntermediateSize + i]);
        return Linear(name + ".down_proj", inner);
    }

    // As complex numbers: the pair (x_i, x_{i+D/2}) turns by position · frequency_i.
    private double[] Rotated(double[] head, int position)
    {
        var half = head.Length / 2;
        var turned = new double[head.Length];
        for (var i = 0; i < half; i++)
        {
            var s = shape.RopeScalingFactor;
            var frequency = 1 / Math.Pow(shape.RopeTheta * s, 2.0 * i / head.Length) / Math.Pow(s, 2.0 / head.Length);
            var pair = new System.Numerics.Complex(head[i], head[i + half]) * System.Numerics.Complex.FromPolarCoordinates(1, position * frequency);
            (turned[i], turned[i + half]) = (pair.Real, pair.Imaginary);
        }
        return turned;
    }

    private double[] Linear(string name, double[] x)
    {
        var matrix = weights[name + ".weight"];
        var outputs = matrix.Length / x.Length;
        var y = weights.TryGetValue(name + ".bias", out var bias) ? Array.ConvertAll(bias, b => (double)b) : new double[outputs];
        for (var i = 0; i < x.Length; i++)
            for (var o = 0; o < outputs; o++)
                y[o] += x[i] * matrix[(i * outputs) + o];
        return y;
    }

    private double[] Norm(string name, double[] x)
    {
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)) + shape.LayerNormEps);
        return [.. x.Select((v, i) => ((v - mean) / deviation * weights[name + ".weight"][i]) + weights[name + ".bias"][i])];
    }

    private double[] Row(string table, int row) => [.. weights[table].Skip(row * shape.HiddenSize).Take(shape.HiddenSize).Select(v => (double)v)];

    // x·Φ(x), the normal distribution by the series of erf; small arguments only.
    private static double Gelu(double x)
    {
        double z = x / Math.Sqrt(2), term = z, sum = z;
        for (var n = 1; n < 80; n++)
        {
            term *= -z * z / n;
            sum += term / ((2 * n) + 1);
        }
        return x * (0.5 + (sum / Math.Sqrt(Math.PI)));
    }

    private static double[] Sum(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a + b)];

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}
