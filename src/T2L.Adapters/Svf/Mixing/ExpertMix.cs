using System.Globalization;
using System.Text;
using T2L.Adapters.Json;

namespace T2L.Adapters.Svf.Mixing;

/// <summary>Several experts of one base as one: an expert whose stored numbers are its gates.</summary>
public static class ExpertMix
{
    // JSON of α in the expert's origin; a mix of more weights names its digest and leaves them out.
    private const int MostWeightsKept = 1024;

    // UTF-8 bytes of JSON; labels that take more are left out, for the digests name the parts.
    private const int MostLabelBytes = 16 << 10;

    /// <summary>Mixes.</summary>
    /// <param name="experts">The experts: same base, same decomposition, same targets.</param>
    /// <param name="weights">α, one row an expert.</param>
    /// <param name="options">Space and rules.</param>
    /// <param name="singularValues">S by the weight's name, for raw space, where gates may cancel out; null where it is not at hand, and then only gates pass that cancel out for no S.</param>
    /// <param name="label">What to call the mix.</param>
    /// <returns>An expert of the gate <see cref="SvfGate.Identity"/>, float32.</returns>
    /// <exception cref="ArgumentException">The numbers of experts and weights differ, or a gate-space weight is negative.</exception>
    /// <exception cref="AdapterFormatException">The experts do not go together, or the mix leaves nothing of a matrix.</exception>
    public static SvfExpert Of(
        IReadOnlyList<SvfExpert> experts, MixWeights weights, MixOptions options, Func<string, float[]>? singularValues = null, string label = "")
    {
        ArgumentNullException.ThrowIfNull(experts);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(options);
        Check(experts, weights, options);
        var vectors = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var (name, matrix) in experts[0].Vectors.Keys.Select((name, matrix) => (name, matrix)))
        {
            var gates = Gates(experts, name, Column(weights, matrix, name, options), options.Space);
            if (options.Space == MixSpace.Raw)
                CheckRaw(gates, singularValues?.Invoke(name), name);
            vectors.Add(name, TensorData.FromFloats(Array.ConvertAll(gates, gate => (float)gate), gates.Length));
        }

        return new SvfExpert(experts[0].Manifest with { Gate = SvfGate.Identity, Label = label, Origin = OriginOf(experts, weights, options) }, vectors);
    }

    /// <summary>Identity of a mix before it is made: its parts, their weights and the rules.</summary>
    /// <param name="experts">The experts.</param>
    /// <param name="weights">α.</param>
    /// <param name="options">Space and rules.</param>
    /// <returns>The digest of one line of JSON with the experts' digests.</returns>
    public static Digest DigestOf(IReadOnlyList<SvfExpert> experts, MixWeights weights, MixOptions options)
    {
        ArgumentNullException.ThrowIfNull(experts);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(options);
        var parts = string.Join(',', experts.Select(expert => $"\"{SvfExpertFile.DigestOf(expert)}\""));
        return Digest.Of(Encoding.UTF8.GetBytes(
            $"{{\"experts\":[{parts}],\"normalize\":{(options.Normalize ? "true" : "false")},\"space\":\"{options.Space.NameOf()}\",\"weights\":{Show(weights)}}}"));
    }

    private static void CheckRaw(double[] gates, float[]? singularValues, string name)
    {
        if (singularValues is null)
            EffectiveGate.CheckForAnySpectrum(gates, name);
        else
            EffectiveGate.Of(gates, singularValues, name);
    }

    // The weights of one matrix, divided by their sum where that is asked for; null where the matrix stays as it is.
    private static double[]? Column(MixWeights weights, int matrix, string name, MixOptions options)
    {
        var column = new double[weights.Experts];
        for (var expert = 0; expert < column.Length; expert++)
            column[expert] = weights[expert, matrix];
        if (Array.TrueForAll(column, weight => weight == 0) && options.WhereEmpty == EmptyMatrix.Base)
            return null;
        var sum = column.Sum();
        if (Array.TrueForAll(column, weight => weight == 0) || (options.Normalize && Math.Abs(sum) < 1e-6 * column.Sum(Math.Abs)))
        {
            throw new AdapterFormatException(AdapterFormatError.EmptyGate, string.Create(CultureInfo.InvariantCulture,
                $"the weights of the mix for '{name}' are {string.Join(", ", column)} and sum to zero; expected at least one above 0."), tensor: name);
        }

        return options.Normalize ? Array.ConvertAll(column, weight => weight / sum) : column;
    }

    private static double[] Gates(IReadOnlyList<SvfExpert> experts, string name, double[]? column, MixSpace space)
    {
        var gates = new double[experts[0].Vectors[name].ElementCount];
        if (column is null)
        {
            gates.AsSpan().Fill(1);
            return gates;
        }

        for (var expert = 0; expert < column.Length; expert++)
        {
            var raw = Array.ConvertAll(experts[expert].Vectors[name].ToFloats(), p => (double)p);
            var part = space == MixSpace.Gate ? GateFunction.Values(experts[expert].Manifest.Gate, raw) : raw;
            for (var i = 0; i < gates.Length; i++)
                gates[i] += column[expert] * part[i];
        }

        return gates;
    }

    private static void Check(IReadOnlyList<SvfExpert> experts, MixWeights weights, MixOptions options)
    {
        if (experts.Count != weights.Experts)
            throw new ArgumentException($"There are {experts.Count} experts and weights for {weights.Experts}; expected a weight for each.");
        if (weights.Columns != 1 && weights.Columns != experts[0].Vectors.Count)
            throw new ArgumentException($"There are weights for {weights.Columns} matrices; expected 1, or {experts[0].Vectors.Count}, one for each gated matrix.");
        if (options.Space == MixSpace.Gate && weights.Values.ContainsAnyInRange(float.MinValue, -float.Epsilon))
            throw new ArgumentException("A weight of the mix is negative; in gate space expected 0 or more.");
        for (var i = 1; i < experts.Count; i++)
            CheckPair(experts[0], experts[i], i, options.Space);
    }

    private static void CheckPair(SvfExpert first, SvfExpert other, int place, MixSpace space)
    {
        var (a, b) = (first.Manifest, other.Manifest);
        var called = b.Label.Length > 0 ? $"Expert {place + 1} ('{b.Label}')" : $"Expert {place + 1}";
        if (a.BaseDigest != b.BaseDigest)
        {
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
                $"{called} of the mix was made for base model '{b.BaseModel}' ({b.BaseDigest}), the first one for '{a.BaseModel}' ({a.BaseDigest}). Mix experts of one base model.");
        }

        if (!a.Targets.SequenceEqual(b.Targets) || !first.Vectors.Keys.SequenceEqual(other.Vectors.Keys, StringComparer.Ordinal))
        {
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
                $"{called} of the mix gates {SvfTargets.Show(b.Targets)} in {other.Vectors.Count} matrices, the first one {SvfTargets.Show(a.Targets)} in {first.Vectors.Count}. Mix experts of the same matrices.");
        }

        if (a.DecompositionDigest != b.DecompositionDigest)
        {
            throw new AdapterFormatException(AdapterFormatError.OtherDecomposition,
                $"{called} of the mix was made with decomposition {b.DecompositionDigest}, the first one with {a.DecompositionDigest}. Mix experts of one decomposition.");
        }

        if (space == MixSpace.Raw && a.Gate != b.Gate)
            throw new AdapterFormatException(AdapterFormatError.Unsupported, $"{called} of the mix has the gate {b.Gate.NameOf()}, the first one {a.Gate.NameOf()}; raw numbers of two kinds do not add up. Mix in gate space.");
        if (first.Vectors.Keys.FirstOrDefault(name => first.Vectors[name].ElementCount != other.Vectors[name].ElementCount) is { } odd)
            throw new AdapterFormatException(AdapterFormatError.ShapeMismatch, $"{called} of the mix has {other.Vectors[odd].ElementCount} numbers for '{odd}', the first one {first.Vectors[odd].ElementCount}.", tensor: odd);
    }

    private static SvfOrigin OriginOf(IReadOnlyList<SvfExpert> experts, MixWeights weights, MixOptions options)
    {
        var details = new Dictionary<string, string>
        {
            ["experts"] = string.Join(' ', experts.Select(SvfExpertFile.DigestOf)),
            ["space"] = options.Space.NameOf(),
            ["normalize"] = options.Normalize ? "true" : "false",
            ["mix_digest"] = DigestOf(experts, weights, options).Value,
        };
        if (weights.Values.Length <= MostWeightsKept)
            details["weights"] = Show(weights);
        if (Labels(experts) is var labels && Encoding.UTF8.GetByteCount(labels) <= MostLabelBytes)
            details["part_labels"] = labels;
        return new SvfOrigin("mix", details);
    }

    private static string Labels(IReadOnlyList<SvfExpert> experts)
    {
        var json = new StringBuilder("[");
        foreach (var expert in experts)
            JsonText.AppendCompact(json.Append(json.Length > 1 ? "," : ""), expert.Manifest.Label);
        return json.Append(']').ToString();
    }

    private static string Show(MixWeights weights)
    {
        var rows = Enumerable.Range(0, weights.Experts).Select(expert => string.Join(',',
            Enumerable.Range(0, weights.Columns).Select(matrix => weights[expert, matrix].ToString("R", CultureInfo.InvariantCulture))));
        return $"[[{string.Join("],[", rows)}]]";
    }
}
