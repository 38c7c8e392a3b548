using T2L.Adapters;
using T2L.Adapters.Examples;
using T2L.Adapters.Lora;
using T2L.Adapters.Origin;

namespace T2L.Hypernetwork.Search;

/// <summary>Scores adapters on examples.</summary>
/// <param name="adapters">The adapters; their memory is used again after the call.</param>
/// <param name="examples">Which examples, by their place in the list.</param>
/// <param name="cancellationToken">Stops the scoring.</param>
/// <returns>For each adapter one score for each of these examples.</returns>
public delegate Task<IReadOnlyList<IReadOnlyList<AnswerScore>>> AdapterScores(
    IReadOnlyList<LoraAdapter> adapters, IReadOnlyList<int> examples, CancellationToken cancellationToken);

/// <summary>The adapter that a search kept, and how it was found.</summary>
/// <param name="Adapter">The adapter.</param>
/// <param name="Record">What is needed to find it again, and what it brought.</param>
public sealed record FoundAdapter(LoraAdapter Adapter, SearchRecord Record);

/// <summary>
/// Better than one shot: looks around the description's task code for the adapter under which the examples' answers are most probable.
/// </summary>
/// <remarks>
/// The search climbs on one half of the examples where there are 8 or more, and the other half chooses among the winners of its rounds:
/// the best of some two hundred candidates is also the luckiest on the examples that it was chosen by, and four or more that it never saw
/// tell skill from luck. With fewer there is none to spare. Either way the plain description's adapter is among the last ones, and
/// none is kept that makes all examples together less probable than that one does.
/// </remarks>
/// <param name="generator">Writes the candidates.</param>
/// <param name="options">Width, length and seed.</param>
/// <param name="time">The clock of the time limit.</param>
public sealed class ExampleSearch(LoraGenerator generator, SearchOptions options, TimeProvider time)
{
    private const int LeastToHoldOut = 8;
    private const double Worst = -1e6;

    /// <summary>Searches.</summary>
    /// <param name="embedding">The description's embedding, shape [1, E].</param>
    /// <param name="examples">The examples, for their number and their digest.</param>
    /// <param name="scores">Scores adapters on them.</param>
    /// <param name="progress">Told after each round.</param>
    /// <param name="cancellationToken">Stops between rounds and wherever the scoring does.</param>
    /// <returns>The adapter that was kept.</returns>
    public async Task<FoundAdapter> RunAsync(
        TensorData embedding, IReadOnlyList<AnswerExample> examples, AdapterScores scores,
        IProgress<SearchRound>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(scores);
        if (AnswerExamples.Fault(examples) is { } fault)
            throw new ArgumentException(fault, nameof(examples));
        int[] all = [.. Enumerable.Range(0, examples.Count)];
        var seen = examples.Count < LeastToHoldOut ? all : [.. all.Where(i => i % 2 == 0)];
        var start = generator.Encode(embedding).ToFloats();
        var buffers = new AdapterBuffers();
        var search = new CrossEntropySearch(options, time);
        var (finalists, rounds) = await search.RunAsync(start, Deviation(start), async (points, token) =>
        {
            var scored = await scores(generator.GenerateFromCodes(Rows(points), buffers), seen, token).ConfigureAwait(false);
            return [.. scored.Select(MeanLogLikelihood)];
        }, progress, cancellationToken).ConfigureAwait(false);

        var judged = await scores(generator.GenerateFromCodes(Rows([.. finalists.Select(f => f.Point)]), buffers), all, cancellationToken).ConfigureAwait(false);
        var kept = Choose(judged, seen.Length < all.Length ? [.. all.Except(seen)] : all);
        var record = new SearchRecord
        {
            ExamplesDigest = AnswerExamples.DigestOf(examples).Value,
            Examples = examples.Count,
            HeldOut = all.Length - seen.Length,
            TasksDigest = generator.KnownTasks is { } known ? Digest.Of(known.Embeddings.Bytes.Span).Value : null,
            Seed = options.Seed,
            Rounds = rounds,
            Candidates = options.Candidates,
            Elite = options.Elite,
            Spread = options.Spread,
            FoundInRound = finalists[kept].Round,
            LogLikelihoodBefore = Math.Round(MeanLogLikelihood(judged[0]), 6),
            LogLikelihoodAfter = Math.Round(MeanLogLikelihood(judged[kept]), 6),
            ExactBefore = judged[0].Count(score => score.IsExact),
            ExactAfter = judged[kept].Count(score => score.IsExact),
        };
        // Memory of its own: the buffers end with the search.
        return new FoundAdapter(generator.GenerateFromCodes(Rows([finalists[kept].Point]))[0], record);
    }

    /// <summary>The place of the adapter to keep: the likeliest answers on the choosing examples, none worse than the first on all.</summary>
    internal static int Choose(IReadOnlyList<IReadOnlyList<AnswerScore>> judged, IReadOnlyList<int> choosing)
    {
        double On(int place) => choosing.Average(example => Finite(judged[place][example]));
        var kept = 0;
        for (var place = 1; place < judged.Count; place++)
        {
            if (MeanLogLikelihood(judged[place]) >= MeanLogLikelihood(judged[0]) && On(place) > On(kept))
                kept = place;
        }

        return kept;
    }

    // How far training tasks lie apart, direction by direction. Without their list the code's own numbers tell the scale: a layer
    // norm gives them about the deviation within a code that each has between codes.
    private double[] Deviation(float[] start)
    {
        if (generator.KnownTasks is not { Names.Count: > 1 } known)
        {
            var own = Math.Max(Of(start), 1e-6);
            return Array.ConvertAll(start, _ => options.Spread * own);
        }

        var codes = generator.Encode(Scaled(known.Embeddings)).ToFloats();
        var width = start.Length;
        return [.. Enumerable.Range(0, width).Select(i => options.Spread * Of([.. Enumerable.Range(0, known.Names.Count).Select(task => codes[task * width + i])]))];
    }

    private static double Of(float[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    // Means of unit vectors are shorter than these; the network was trained on rows of norm √E.
    private static TensorData Scaled(TensorData embeddings)
    {
        var width = (int)embeddings.Shape[1];
        var rows = embeddings.ToFloats();
        for (var at = 0; at < rows.Length; at += width)
        {
            var row = rows.AsSpan(at, width);
            var squares = 0.0;
            foreach (var value in row)
                squares += (double)value * value;
            var factor = (float)Math.Sqrt(width / squares);
            for (var i = 0; i < width; i++)
                row[i] *= factor;
        }

        return TensorData.FromFloats(rows, embeddings.Shape[0], width);
    }

    private static double MeanLogLikelihood(IReadOnlyList<AnswerScore> scores) => scores.Average(Finite);

    // An adapter far out may overflow the model's numbers. It is the worst then, and a record stays one that JSON can hold.
    private static double Finite(AnswerScore score) => score.LogLikelihood is >= Worst ? Math.Min(score.LogLikelihood, 0) : Worst;

    private static TensorData Rows(IReadOnlyList<float[]> points) =>
        TensorData.FromFloats([.. points.SelectMany(point => point)], points.Count, points[0].Length);
}
