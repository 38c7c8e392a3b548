using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Evaluation;
using T2L.Training.Losses;
using T2L.Training.Running;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// Trains one LoRA for each task, the target and the yardstick of a hypernetwork. Several tasks share a batch: the base is the same for all, and
/// the LoRAs are two small products for each group of rows.
/// </summary>
public static class OracleRecipe
{
    // Each LoRA follows its own task's loss; a common clip would let one task's gradient shorten another's.
    private const double NoClip = double.PositiveInfinity;

    /// <summary>Trains what is not there yet, group by group, and writes the index.</summary>
    /// <param name="source">The tasks.</param>
    /// <param name="options">Models, folders and sizes.</param>
    /// <param name="progress">Told about once a second where the run stands, over all groups.</param>
    /// <param name="cancellation">Writes checkpoints and stops; finished groups stay.</param>
    /// <returns>Every task's folder and its exact match on examples kept out of training.</returns>
    /// <exception cref="ArgumentException">The work folder holds LoRAs of other settings, another base model or other tasks.</exception>
    public static OracleIndex Run(
        LearningSource source, OracleOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        set_num_threads(1);
        var device = DeviceChoice.Resolve(options.Device, "device");
        using var baseModel = LanguageModel.Load(options.BaseModel, device, options.Precision);
        var tasks = source.Open(baseModel).Training;
        var lora = HypernetworkSetup.Lora(options.Rank, options.TargetModules, options.BaseModelName, options.BaseModel);
        var sources = RunSources.Of((RunSources.BaseModel, options.BaseModel));
        var fingerprint = RecordedSettings.Fingerprint(options with { BaseModelName = lora.BaseModel, Workers = 0 }, sources) + source.Fingerprint;
        var groups = TaskGroups.ByLength(tasks, options.Seed, options.TasksAtOnce).Select((members, number) => new OracleGroup(number, members, fingerprint)).ToList();
        var workers = device.type == DeviceType.CPU ? options.Workers : 1;
        TaskGroups.Train(groups, group => group.IsDone(options), Begin, new GroupProgress("train oracle", groups.Count, options.Steps, progress), workers,
            (group, told) => Train(group, baseModel, lora, options, told, cancellation), cancellation);
        var finished = groups.Select(group => OracleGroupFile.Read(group.File(options))).ToList();
        var index = new OracleIndex(options.Seed, options.Rank, [.. finished.SelectMany(group => group.Tasks).OrderBy(entry => entry.Task, StringComparer.Ordinal)]);
        index.Write(options.Output);
        // Groups shared the cores: together they took about so long.
        var seconds = finished.Sum(group => group.Seconds) / Math.Min(workers, groups.Count);
        var measured = new Measurement([new("exact_match", index.ExactMatch)], index.ToString());
        RecipeRun.Of("oracle", options, options.Seed, workers, tasks.Count, new TrainingOutcome(options.Steps, seconds, measured), sources).Write(options.Output);
        return index;

        void Begin()
        {
            RunRecord.Delete(options.Output);
            OracleIndex.Delete(options.Output); // it would name LoRAs that are about to be replaced
        }
    }

    private static void Train(
        OracleGroup group, LanguageModel baseModel, LoraConfig lora, OracleOptions options, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var bank = new LoraBank(lora, baseModel.Config, group.Tasks.Count, options.Seed, baseModel.Device);
        using OptimizerHelper optimizer = options.WeightDecay == 0
            ? optim.Adam(bank.parameters(), options.LearningRate)
            : optim.AdamW(bank.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        var plan = new RunPlan
        {
            Stage = "train oracle",
            Work = group.Folder(options),
            Fingerprint = group.Fingerprint,
            Steps = options.Steps,
            ExamplesPerStep = group.Tasks.Count * options.ExamplesPerTask,
            Schedule = new LinearSchedule(options.LearningRate, options.WarmupSteps, options.Steps, FinalFraction: 0),
            ClipNorm = NoClip,
            Workers = 1,
        };
        var outcome = TrainingLoop.Run(plan, bank, optimizer, step => [() => Loss(group, step, baseModel.Network, bank, options)], null, progress, cancellation);
        var evaluation = new AnswerEvaluation(baseModel.Network, encoder: null, examples: 16, options.Seed);
        var scores = evaluation.With(group.Tasks, bank.ForBatch());
        var entries = group.Tasks.Select((task, place) => Write(task, bank.ToAdapter(place), scores[place], options)).ToList();
        new OracleGroupFile(group.Fingerprint, entries, outcome.Seconds).Write(group.File(options));
        TrainingLoop.Finish(plan);
    }

    private static Tensor Loss(OracleGroup group, int step, Transformer baseModel, LoraBank bank, OracleOptions options)
    {
        using var noise = new SftNoise(Seeds.Mix(options.Seed, group.Number, step), baseModel.Device);
        return group.Batch(step, options)
            .Loss(baseModel, bank.ForBatch(noise.Dropout(options.LoraDropout)), options.LabelSmoothing, noise.OnEmbeddings(options.NeftuneAlpha));
    }

    private static OracleEntry Write(LearningTask task, LoraAdapter adapter, double exactMatch, OracleOptions options)
    {
        var folder = task.Id.Replace('/', '.');
        PeftDirectory.Write(Path.Combine(options.Output, folder), adapter);
        return new OracleEntry(task.Id, folder, exactMatch);
    }
}
