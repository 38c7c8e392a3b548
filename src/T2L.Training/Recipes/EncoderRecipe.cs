using T2L.Embedding;
using T2L.Embedding.Nano;
using T2L.Tokenizers;
using T2L.Training.Data;
using T2L.Training.Evaluation;
using T2L.Training.Running;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// Trains the nano text encoder: two descriptions of one task lie close, and operation and format can be read off linearly.
/// </summary>
/// <remarks>
/// Tasks of a file of descriptions may join the suite's. They have no operations to read off; their descriptions learn to lie
/// near a direction of their own task. Only the descriptions that <see cref="DescribedTask"/> leaves for training are met.
/// </remarks>
public static class EncoderRecipe
{
    private const int WarmupSteps = 20;

    // The first feature: a bias that every text has, without which short texts get a format by chance. Its pairs, and those
    // of [SEP] behind it, say which words stand at the ends.
    private const string BeginningOfText = "[CLS]";

    /// <summary>Trains, or goes on from the checkpoint in the work folder, and writes an ONNX encoder directory.</summary>
    /// <returns>How well operations and format can be read off the finished encoder's embeddings.</returns>
    public static ProbeResult Run(
        TaskSuite suite, EncoderOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        return Run(suite, options, DescribedTasks.Of(options.Descriptions), progress, cancellation);
    }

    /// <summary>The same, with descriptions that have been read already.</summary>
    internal static ProbeResult Run(TaskSuite suite, EncoderOptions options, DescribedTasks descriptions, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        options.Validate();
        set_num_threads(1);
        manual_seed(options.Seed);
        var described = descriptions.Tasks;
        var vocabulary = Vocabulary(suite, described, options);
        var tokenizer = vocabulary.ToTokenizer();
        var features = new NgramFeatures(tokenizer.VocabularySize, options.Buckets, tokenizer.Id(BeginningOfText)!.Value) { HasSkips = options.Skips };
        using var network = new NgramEncoderNetwork(features.Count, options.EmbeddingSize);
        using var heads = new AttributeHeads(suite.Training, options.EmbeddingSize);
        using var prototypes = described.Count > 0 ? new TaskPrototypes(described.Count, options.EmbeddingSize, options.Temperature) : null;
        using var all = nn.ModuleList<nn.Module>(prototypes is null ? [network, heads] : [network, heads, prototypes]);
        using var optimizer = DecayingAdamW.For(all, options.LearningRate, weightDecay: 0, beta2: 0.98);
        var plan = new RunPlan
        {
            Stage = "train encoder",
            Work = options.WorkFolder(),
            Fingerprint = RecordedSettings.Fingerprint(options with { Descriptions = descriptions.Record?.Sha256 }, RunSources.Of()), // each worker draws a batch of its own
            Steps = options.Steps,
            ExamplesPerStep = (options.TasksPerWorker * 2 + (described.Count > 0 ? options.TextsPerWorker : 0)) * options.Workers,
            Schedule = new LinearSchedule(options.LearningRate, WarmupSteps, options.Steps),
            Workers = options.Workers,
        };
        var texts = new DescriptionTexts(described, tokenizer, features);
        var outcome = TrainingLoop.Run(plan, all, optimizer, step => [.. Enumerable.Range(0, options.Workers).Select(worker => (Func<Tensor>)(() =>
        {
            var random = new Random(Seeds.Mix(options.Seed, step, worker));
            var loss = SuiteLoss(network, heads, DescriptionPairs.Draw(suite.Training, options.TasksPerWorker, options.TypingErrors, random), tokenizer, features, options);
            return prototypes is null ? loss : loss + TextLoss(network, prototypes, texts, features, options, random) * options.TextWeight;
        }))], progress: progress, cancellation: cancellation);

        RunRecord.Delete(options.Output);
        NgramEncoderModel.Save(options.Output, network.Export(features), vocabulary);
        using var encoder = TextEncoder.Load(options.Output);
        var result = LinearProbe.Measure(suite, encoder, options.Seed);
        var run = RecipeRun.Of("encoder", options, options.Seed, options.Workers, suite.Training.Count, outcome with { Measured = result.ToMeasurement() });
        (run with { Descriptions = descriptions.Record }).Write(options.Output);
        TrainingLoop.Finish(plan);
        return result;
    }

    private static WordPieceVocabulary Vocabulary(TaskSuite suite, IReadOnlyList<DescribedTask> described, EncoderOptions options)
    {
        var random = new Random(options.Seed);
        var texts = suite.Training.SelectMany(task => Enumerable.Range(0, 40).Select(_ => task.Describe(random, Wording.Training)));
        return WordPieceVocabulary.Train(texts.Concat(described.SelectMany(task => task.Training)), options.VocabularySize);
    }

    // Contrastive in both directions, plus what the linear heads make of every text.
    private static Tensor SuiteLoss(
        NgramEncoderNetwork network, AttributeHeads heads, DescriptionPairs pairs, Tokenizer tokenizer, NgramFeatures features, EncoderOptions options)
    {
        var batch = FeatureBatch.Of(pairs.Texts, tokenizer, features, options.FeatureDropout, pairs.Random);
        var unit = nn.functional.normalize(network.forward(batch.Features, batch.Mask), dim: 1); // [2n, E]
        var n = pairs.Tasks.Count;
        var similarity = unit.narrow(0, 0, n).mm(unit.narrow(0, n, n).t()) / options.Temperature; // [n, n]
        var labels = arange(n, dtype: ScalarType.Int64);
        var contrastive = (nn.functional.cross_entropy(similarity, labels) + nn.functional.cross_entropy(similarity.t(), labels)) * 0.5;
        return contrastive + heads.Loss(unit * Math.Sqrt(options.EmbeddingSize), [.. pairs.Tasks, .. pairs.Tasks]) * options.AttributeWeight;
    }

    private static Tensor TextLoss(
        NgramEncoderNetwork network, TaskPrototypes prototypes, DescriptionTexts texts, NgramFeatures features, EncoderOptions options, Random random)
    {
        var (drawn, tasks) = texts.Draw(options.TextsPerWorker, random);
        var batch = FeatureBatch.Of(drawn, features.FirstTokenId, options.TextFeatureDropout, random);
        var unit = nn.functional.normalize(network.forward(batch.Features, batch.Mask), dim: 1); // [B, E]
        return prototypes.Loss(unit, tensor(tasks));
    }
}
