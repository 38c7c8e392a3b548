using System.Globalization;
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
        var config = HypernetworkSetup.Config(options.Hypernetwork, baseModel.Config, options.BaseModel, encoder.Size, TrainingTask.Sft,
            HypernetworkConfig.HasHeadBias(TrainingTask.Sft, targetNormalization: false, multiTaskLora: null));
        using var network = new HyperModulator(config);
        network.eval(); // noise on the embedding is the regulariser; dropout would draw from a generator that the workers share
        using var optimizer = DecayingAdamW.For(network, options.LearningRate, options.WeightDecay, beta2: 0.98);
        var tasks = source.Open(baseModel);
        var evaluation = new AnswerEvaluation(baseModel.Network, encoder, examples: 6, options.Seed);
        var embeddings = TaskEmbeddings.Of(tasks.Training, options.DescriptionsPerTask, Wording.Training, encoder, options.Seed, cancellation);
        var batches = new Batches<TaskDraw>(options.Seed, options.TasksPerStep, TaskDraw.From(tasks.Training, options.ExamplesPerTask), draw => draw.Length);
        var plan = new RunPlan
        {
            Stage = "train sft",
            Work = work,
            Fingerprint = (options with { Output = "", Work = null, Workers = 0 }).ToString() + source.Fingerprint,
            Steps = options.Steps,
            ExamplesPerStep = options.TasksPerStep * options.ExamplesPerTask,
            Schedule = new LinearSchedule(options.LearningRate, WarmupSteps, options.Steps),
            MeasureEvery = MeasureEvery,
            OpeningNote = tasks.Note,
            Workers = options.Workers,
        };
        TrainingLoop.Run(plan, network, optimizer,
            step => [.. Batches.Shares(batches.At(step), options.Workers).Select((share, worker) => (Func<Tensor>)(() =>
                Loss(network, baseModel.Network, config.Lora.Scaling, share, embeddings, new Random(Seeds.Mix(options.Seed, step, worker)), options)))],
            tasks.Measures.Count == 0 ? null : () => Glance(network, tasks.Measures, evaluation, config.Lora.Scaling), progress, cancellation);

        network.ToCheckpoint().Write(options.Output);
        TrainingLoop.Finish(plan);
    }

    private static Tensor Loss(
        HyperModulator network, Transformer baseModel, double scaling, TaskDraw[] share, TaskEmbeddings embeddings, Random random, SftOptions options)
    {
        var factors = network.forward(embeddings.Draw([.. share.Select(draw => draw.Task)], random, options.EmbeddingNoise));
        var answers = new AnswerBatch([.. share.SelectMany(draw => draw.Examples)]).Loss(baseModel, new GroupedLora(factors, scaling));
        return answers + SftLoss.GeneratedWeights(factors.Values) * options.GeneratedWeightPenalty;
    }

    private static Measurement Glance(
        HyperModulator network, IReadOnlyList<LearningMeasure> measures, AnswerEvaluation evaluation, double scaling)
    {
        var shares = measures.Select(measure => (measure.Name, measure.Label, Share: evaluation.Described(
            measure.Tasks, evaluation.Own(measure.Tasks, Wording.Unseen, 0), (embeddings, _) => new GroupedLora(network.forward(embeddings), scaling)).Average())).ToList();
        return new([.. shares.Select(share => KeyValuePair.Create(share.Name, share.Share))], string.Create(CultureInfo.InvariantCulture,
            $"exact match with unseen wordings: {string.Join(", ", shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Label} {share.Share:P1}")))}"));
    }
}
