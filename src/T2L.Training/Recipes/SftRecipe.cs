using System.Globalization;
using T2L.Adapters.Lora;
using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Evaluation;
using T2L.Training.Losses;
using T2L.Training.Running;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// Trains a hypernetwork through the frozen base: description → LoRA → the base's answers → loss → back into the
/// hypernetwork. Text-to-LoRA's supervised fine-tuning (arXiv:2506.06105, section 3.2).
/// </summary>
public static class SftRecipe
{
    private const int WarmupSteps = 100;
    private const int CheckpointEvery = 250;
    private const int MeasureEvery = 500;

    /// <summary>Trains, or goes on from the checkpoint in the work folder, and writes a hypernetwork directory.</summary>
    /// <param name="source">The tasks to learn.</param>
    /// <param name="options">Models, folders and sizes.</param>
    /// <param name="progress">Told about once a second where the run stands.</param>
    /// <param name="cancellation">Writes a checkpoint and stops.</param>
    public static void Run(
        LearningSource source, SftOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var work = options.Work ?? options.Output.TrimEnd('/') + ".work";
        Directory.CreateDirectory(work);
        set_num_threads(1);
        manual_seed(options.Seed);
        using var baseModel = LanguageModel.Load(options.BaseModel);
        foreach (var parameter in baseModel.Network.parameters())
            parameter.requires_grad = false;
        using var encoder = TextEncoder.Load(options.Encoder);
        var config = Config(baseModel, encoder, options);
        using var network = new HyperModulator(config);
        network.eval(); // noise on the embedding is the regulariser; dropout would draw from a generator that the workers share
        using var optimizer = DecayingAdamW.For(network, options.LearningRate, options.WeightDecay, beta2: 0.98);
        var checkpoint = new Checkpoint(work, (options with { Output = "", Work = null, Workers = 0 }).ToString() + source.Fingerprint);
        using var log = new TrainingLog(Path.Combine(work, "log.csv"));
        var tasks = source.Open(baseModel);
        var evaluation = new AnswerEvaluation(baseModel.Network, encoder, examples: 6, options.Seed);
        var embeddings = TaskEmbeddings.Of(tasks.Training, options.DescriptionsPerTask, Wording.Training, encoder, options.Seed, cancellation);

        var first = checkpoint.Restore(network, optimizer);
        var meter = new ProgressMeter("train sft", first, options.Steps, progress, TimeProvider.System);
        if (tasks.Note is { } note)
            meter.Note(first, note);
        var step = new DataParallel([.. network.parameters().Where(parameter => parameter.requires_grad)], optimizer, clipNorm: 1.0);
        var schedule = new LinearSchedule(options.LearningRate, WarmupSteps, options.Steps);
        var batches = new Batches<TaskDraw>(options.Seed, options.TasksPerStep, TaskDraw.From(tasks.Training, options.ExamplesPerTask), draw => draw.Length);
        for (var s = first; s < options.Steps; s++)
        {
            if (cancellation.IsCancellationRequested || (s > first && s % CheckpointEvery == 0))
                checkpoint.Save(s, network, optimizer);
            cancellation.ThrowIfCancellationRequested();
            var losses = Shares(batches.At(s), options.Workers).Select((share, worker) => (Func<Tensor>)(() =>
                Loss(network, baseModel.Network, config.Lora.Scaling, share, embeddings, new Random(Seeds.Mix(options.Seed, s, worker)), options))).ToList();
            var loss = step.Step(losses, schedule.At(s));
            meter.Step(s + 1, loss, options.TasksPerStep * options.ExamplesPerTask);
            if ((s + 1) % 50 == 0)
                log.Loss(s + 1, schedule.At(s), loss);
            if ((s + 1) % MeasureEvery == 0 && s + 1 < options.Steps && tasks.Measures.Count > 0)
                meter.Note(s + 1, Glance(network, tasks.Measures, evaluation, config.Lora.Scaling, log, s + 1));
        }

        network.ToCheckpoint().Write(options.Output);
        checkpoint.Delete();
    }

    private static HypernetworkConfig Config(LanguageModel baseModel, TextEncoder encoder, SftOptions options)
    {
        var shape = baseModel.Config;
        return new HypernetworkConfig
        {
            TaskEmbeddingSize = encoder.Size,
            LatentSize = options.LatentSize,
            HeadInputSize = options.HeadInputSize,
            Layers = shape.Layers,
            Variant = HeadVariant.L,
            HeadBias = HypernetworkConfig.HasHeadBias(TrainingTask.Sft, targetNormalization: false, multiTaskLora: null),
            TrainingTask = TrainingTask.Sft,
            Modules =
            [
                new TargetModule("q_proj", shape.HiddenSize, shape.Heads * shape.HeadDim),
                new TargetModule("v_proj", shape.HiddenSize, shape.KeyValueHeads * shape.HeadDim),
            ],
            Lora = new LoraConfig
            {
                Rank = options.Rank,
                Alpha = 2 * options.Rank,
                UseRsLora = true,
                TargetModules = ["q_proj", "v_proj"],
                BaseModel = options.BaseModelName ?? Path.GetFileName(options.BaseModel.TrimEnd('/')),
            },
        };
    }

    private static IEnumerable<TaskDraw[]> Shares(TaskDraw[] batch, int workers) =>
        Enumerable.Range(0, workers).Select(worker => batch.Where((_, index) => index % workers == worker).ToArray());

    private static Tensor Loss(
        HyperModulator network, Transformer baseModel, double scaling, TaskDraw[] share, TaskEmbeddings embeddings, Random random, SftOptions options)
    {
        var factors = network.forward(embeddings.Draw([.. share.Select(draw => draw.Task)], random, options.EmbeddingNoise));
        var answers = new AnswerBatch([.. share.SelectMany(draw => draw.Examples)]).Loss(baseModel, new GroupedLora(factors, scaling));
        return answers + SftLoss.GeneratedWeights(factors.Values) * options.GeneratedWeightPenalty;
    }

    private static string Glance(
        HyperModulator network, IReadOnlyList<LearningMeasure> measures, AnswerEvaluation evaluation, double scaling, TrainingLog log, int step)
    {
        var shares = new List<string>();
        foreach (var (name, label, tasks) in measures)
        {
            var share = evaluation.Described(
                tasks, evaluation.Own(tasks, Wording.Unseen, 0), (embeddings, _) => new GroupedLora(network.forward(embeddings), scaling)).Average();
            log.Measure(step, name, share);
            shares.Add(string.Create(CultureInfo.InvariantCulture, $"{label} {share:P1}"));
        }
        return $"exact match with unseen wordings: {string.Join(", ", shares)}";
    }
}
