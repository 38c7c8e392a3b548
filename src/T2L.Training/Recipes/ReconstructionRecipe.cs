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
/// Trains a hypernetwork to write again, from descriptions, LoRAs that were trained one by one: Text-to-LoRA's reconstruction training
/// (arXiv:2506.06105, section 3.1). No language model is in the loop; one is only asked along the way how well the LoRAs work.
/// </summary>
public static class ReconstructionRecipe
{
    /// <summary>Name of the distance to the trained LoRAs among the results.</summary>
    public const string Distance = "distance";

    private const int MeasuredTasks = 96;

    /// <summary>Trains, or goes on from the checkpoint in the work folder, and writes a hypernetwork directory.</summary>
    /// <param name="source">The tasks; each must have a LoRA.</param>
    /// <param name="options">Models, folders and sizes.</param>
    /// <param name="progress">Told about once a second where the run stands.</param>
    /// <param name="cancellation">Writes a checkpoint and stops.</param>
    /// <returns>
    /// How it was trained, and what was measured at the end. <see cref="Distance"/> among the results is how far the written LoRAs are from the
    /// trained ones, as the official code logs it: mean |A − A*| and |B − B*|, or of ΔW.
    /// </returns>
    public static RunRecord Run(
        LearningSource source, ReconstructionOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        set_num_threads(1);
        manual_seed(options.Seed);
        using var scope = NewDisposeScope();
        using var baseModel = LanguageModel.Load(options.BaseModel);
        using var encoder = TextEncoder.Load(options.Encoder);
        var tasks = source.Open(baseModel).Training;
        var config = HypernetworkSetup.Config(options.Hypernetwork, baseModel.Config, options.BaseModel, encoder.Size, TrainingTask.Reconstruction,
            HypernetworkConfig.HasHeadBias(TrainingTask.Reconstruction, options.Standardized, multiTaskLora: null)) with
        {
            Factorized = options.Factorized,
            TargetNormalization = options.Standardized,
            DeltaWeightScaling = options.DeltaWeightScaling,
        };
        using var targets = OracleTargets.Read(options.Oracles, tasks, config);
        using var network = new HyperModulator(config);
        network.eval(); // dropout would draw from a generator that the workers share
        var statistics = options.Standardized ? Remember(network, targets) : null;
        var loss = new ReconstructionLoss(config, statistics);
        var embeddings = TaskEmbeddings.Of(tasks, options.DescriptionsPerTask, Wording.Training, encoder, options.Seed, cancellation);
        using var optimizer = optim.AdamW(network.parameters().Where(parameter => parameter.requires_grad), options.LearningRate, weight_decay: options.WeightDecay);
        var sources = RunSources.Of((RunSources.BaseModel, options.BaseModel), (RunSources.Encoder, options.Encoder), (RunSources.Oracles, options.Oracles));
        var plan = new RunPlan
        {
            Stage = "train reconstruction",
            Work = options.WorkFolder(),
            Fingerprint = RecordedSettings.Fingerprint(options, sources) + source.Fingerprint, // each worker draws wordings of its own
            Steps = options.Steps,
            ExamplesPerStep = options.TasksPerStep,
            Schedule = new LinearSchedule(options.LearningRate, options.WarmupSteps, options.Steps, FinalFraction: 0),
            MeasureEvery = options.MeasureEvery,
            Patience = options.Patience,
            Workers = options.Workers,
        };
        var evaluation = new AnswerEvaluation(baseModel.Network, encoder, examples: 6, options.Seed);
        var outcome = TrainingLoop.Run(plan, network, optimizer,
            step => Batches.Losses(Draw(tasks, options, step), options.Workers, (share, worker) =>
                Loss(network, loss, share, embeddings, targets, new Random(Seeds.Mix(options.Seed, step, worker)), options)),
            () => Glance(network, [.. tasks.Take(MeasuredTasks)], evaluation), progress, cancellation);
        var distance = DistanceOf(network, loss, tasks, embeddings, targets);
        RunRecord.Delete(options.Output);
        network.ToCheckpoint().Write(options.Output);
        KnownTasksStep.Write(options.Output, tasks, embeddings, encoder, options.Seed, cancellation);
        var measured = new Measurement([.. outcome.Measured!.Values, new(Distance, distance)],
            string.Create(CultureInfo.InvariantCulture, $"{outcome.Measured.Note}; mean distance to the trained LoRAs {distance:G3}"));
        var run = RecipeRun.Of("reconstruction", options, options.Seed, options.Workers, tasks.Count, outcome with { Measured = measured }, sources);
        run.Write(options.Output);
        TrainingLoop.Finish(plan);
        return run;
    }

    // The targets' mean and deviation go with the network: generation scales back by them.
    private static IReadOnlyDictionary<string, (LoraFactors Mean, LoraFactors Deviation)> Remember(HyperModulator network, OracleTargets targets)
    {
        using var noGrad = no_grad();
        var statistics = targets.Statistics();
        var state = network.state_dict();
        foreach (var (module, (mean, deviation)) in statistics)
        {
            state[$"mean_recon_target.A.{module}"].copy_(mean.A);
            state[$"mean_recon_target.B.{module}"].copy_(mean.B);
            state[$"std_recon_target.A.{module}"].copy_(deviation.A);
            state[$"std_recon_target.B.{module}"].copy_(deviation.B);
        }
        return statistics;
    }

    // Tasks of consecutive steps come from one shuffled round after the other.
    private static LearningTask[] Draw(IReadOnlyList<LearningTask> tasks, ReconstructionOptions options, int step)
    {
        var size = Math.Min(options.TasksPerStep, tasks.Count);
        var (round, place) = Math.DivRem(step, Math.Max(1, tasks.Count / size));
        var order = tasks.ToArray();
        new Random(Seeds.Mix(options.Seed, round)).Shuffle(order);
        return order[(place * size)..((place + 1) * size)];
    }

    private static Tensor Loss(
        HyperModulator network, ReconstructionLoss loss, LearningTask[] share, TaskEmbeddings embeddings, OracleTargets targets, Random random, ReconstructionOptions options)
    {
        var written = loss.Of(network.forward(embeddings.Draw(share, random, options.EmbeddingNoise)), targets.Of(share));
        return network.AuxiliaryLoss is { } auxiliary ? written + auxiliary : written;
    }

    private static double DistanceOf(
        HyperModulator network, ReconstructionLoss loss, IReadOnlyList<LearningTask> tasks, TaskEmbeddings embeddings, OracleTargets targets)
    {
        using var noGrad = no_grad();
        var random = new Random(0);
        return tasks.Chunk(MeasuredTasks).Sum(chunk =>
        {
            using var scope = NewDisposeScope();
            return chunk.Length * (double)loss.Unnormalized(network.forward(embeddings.Draw(chunk, random, noise: 0)), targets.Of(chunk)).item<float>();
        }) / tasks.Count;
    }

    private static Measurement Glance(HyperModulator network, IReadOnlyList<LearningTask> tasks, AnswerEvaluation evaluation)
    {
        var share = evaluation.Described(tasks, evaluation.Own(tasks, Wording.Unseen, 0), (embeddings, _) => new GroupedLora(network.Generate(embeddings), network.Config.Lora.Scaling)).Average();
        return new([new("seen_unseen_wording", share)], string.Create(CultureInfo.InvariantCulture, $"exact match with unseen wordings: seen tasks {share:P1}"));
    }
}
