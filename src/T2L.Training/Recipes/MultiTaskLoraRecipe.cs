using T2L.Adapters.Peft;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Evaluation;
using T2L.Training.Losses;
using T2L.Training.Running;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>Trains one LoRA on all training tasks together: what a single adapter can do for everybody, the baseline of a hypernetwork.</summary>
public static class MultiTaskLoraRecipe
{
    /// <summary>Trains, or goes on from the checkpoint in the work folder, and writes a PEFT folder.</summary>
    /// <param name="source">The tasks.</param>
    /// <param name="options">Model, folders and sizes.</param>
    /// <param name="progress">Told about once a second where the run stands.</param>
    /// <param name="cancellation">Writes a checkpoint and stops.</param>
    /// <returns>How it was trained, and what was measured at the end.</returns>
    public static RunRecord Run(
        LearningSource source, MultiTaskOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        set_num_threads(1);
        var device = DeviceChoice.Resolve(options.Device, "device");
        var workers = device.type == DeviceType.CPU ? options.Workers : 1;
        using var baseModel = LanguageModel.Load(options.BaseModel, device, options.Precision);
        var tasks = source.Open(baseModel);
        var shares = options.SharesPerStep ?? workers;
        var lora = HypernetworkSetup.Lora(options.Rank, options.TargetModules, options.BaseModelName, options.BaseModel);
        using var bank = new LoraBank(lora, baseModel.Config, groups: 1, options.Seed, device);
        using var optimizer = optim.AdamW(bank.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        var batches = new Batches<TaskDraw>(options.Seed, options.TasksPerStep, TaskDraw.From(tasks.Training, options.ExamplesPerTask), draw => draw.Length);
        var sources = RunSources.Of((RunSources.BaseModel, options.BaseModel));
        var plan = new RunPlan
        {
            Stage = "train multi-task",
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
        var evaluation = new AnswerEvaluation(baseModel.Network, encoder: null, examples: 6, options.Seed);
        var outcome = TrainingLoop.Run(plan, bank, optimizer,
            step => Batches.Losses(batches.At(step), shares, (share, number) => Loss(bank, baseModel.Network, share, Seeds.Mix(options.Seed, step, number), options)),
            tasks.Measures.Count == 0 ? null : () => Glance.Of("exact match", [tasks.Measures[0]], measured => evaluation.With(measured, bank.ForBatch())), progress, cancellation);
        RunRecord.Delete(options.Output);
        PeftDirectory.Write(options.Output, bank.ToAdapter(0));
        var run = RecipeRun.Of("multi-task", options, options.Seed, workers, tasks.Training.Count, outcome, sources);
        run.Write(options.Output);
        TrainingLoop.Finish(plan);
        return run;
    }

    private static Tensor Loss(LoraBank bank, Transformer baseModel, TaskDraw[] share, int seed, MultiTaskOptions options)
    {
        using var noise = new SftNoise(seed, baseModel.Device);
        return new AnswerBatch([.. share.SelectMany(draw => draw.Examples)])
            .Loss(baseModel, bank.ForBatch(noise.Dropout(options.LoraDropout)), options.LabelSmoothing, noise.OnEmbeddings(options.NeftuneAlpha));
    }
}
