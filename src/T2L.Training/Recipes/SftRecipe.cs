using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Evaluation;
using T2L.Training.Running;
using T2L.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// Trains a hypernetwork through the frozen base: description → LoRA → the base's answers → loss → back into the
/// hypernetwork. Text-to-LoRA's supervised fine-tuning (arXiv:2506.06105, section 3.2).
/// </summary>
public static class SftRecipe
{
    /// <summary>Trains, or goes on from the checkpoint in the work folder, and writes a hypernetwork directory.</summary>
    /// <param name="source">The tasks to learn.</param>
    /// <param name="options">Models, folders and sizes.</param>
    /// <param name="progress">Told about once a second where the run stands.</param>
    /// <param name="cancellation">Writes a checkpoint and stops.</param>
    /// <returns>How it was trained, and what was measured at the end.</returns>
    public static RunRecord Run(
        LearningSource source, SftOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        set_num_threads(1);
        manual_seed(options.Seed);
        var device = DeviceChoice.Resolve(options.Device, "device");
        using var baseModel = LanguageModel.Load(options.BaseModel, device, options.Precision);
        using var encoder = TextEncoder.Load(options.Encoder);
        var config = HypernetworkSetup.Config(options.Hypernetwork, baseModel.Config, options.BaseModel, encoder.Size, TrainingTask.Sft,
            HypernetworkConfig.HasHeadBias(TrainingTask.Sft, targetNormalization: false, multiTaskLora: null));
        using var network = new HyperModulator(config, device);
        network.eval(); // noise on the embedding is the regulariser; dropout would draw from a generator that the workers share
        using var optimizer = DecayingAdamW.For(network, options.LearningRate, options.WeightDecay, options.Beta2, options.DecayVectors);
        var tasks = source.Open(baseModel);
        var evaluation = new AnswerEvaluation(baseModel.Network, encoder, examples: 6, options.Seed);
        var embeddings = TaskEmbeddings.Of(tasks.Training, options.DescriptionsPerTask, Wording.Training, encoder, options.Seed, cancellation, options.TypingErrors);
        var losses = new SftLosses(network, baseModel.Network, embeddings, options);
        var workers = device.type == DeviceType.CPU ? options.Workers : 1;
        var shares = options.SharesPerStep ?? workers;
        var batches = new Batches<TaskDraw>(options.Seed, options.TasksPerStep, TaskDraw.From(tasks.Training, options.ExamplesPerTask), draw => draw.Length);
        var sources = RunSources.Of((RunSources.BaseModel, options.BaseModel), (RunSources.Encoder, options.Encoder));
        var plan = new RunPlan
        {
            Stage = "train sft",
            Work = options.WorkFolder(),
            Fingerprint = RecordedSettings.Fingerprint(options with { Workers = 0, SharesPerStep = shares }, sources) + source.Fingerprint,
            Steps = options.Steps,
            ExamplesPerStep = options.TasksPerStep * options.ExamplesPerTask,
            Schedule = new LinearSchedule(options.LearningRate, (int)(options.WarmupFraction * options.Steps), options.Steps, options.FinalFraction),
            ClipNorm = options.ClipNorm,
            MeasureEvery = options.MeasureEvery,
            Patience = options.Patience,
            OpeningNote = tasks.Note,
            Workers = workers,
        };
        var outcome = TrainingLoop.Run(plan, network, optimizer,
            step => losses.At(step, batches.At(step), shares),
            tasks.Measures.Count == 0 ? null : () => Glance.WithUnseenWordings(
                tasks.Measures, evaluation, (embeddings, _) => new GroupedLora(network.forward(embeddings.to(device)), config.Lora.Scaling)), progress, cancellation);

        RunRecord.Delete(options.Output);
        network.ToCheckpoint().Write(options.Output);
        KnownTasksStep.Write(options.Output, tasks.Training, embeddings, encoder, options.Seed, cancellation);
        var run = RecipeRun.Of("sft", options, options.Seed, workers, tasks.Training.Count, outcome, sources);
        run.Write(options.Output);
        TrainingLoop.Finish(plan);
        return run;
    }
}
