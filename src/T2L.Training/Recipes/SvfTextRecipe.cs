using T2L.Adapters.Svf;
using T2L.Embedding;
using T2L.Hypernetwork.Experts;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Evaluation;
using T2L.Training.Running;
using T2L.Training.Svf;
using T2L.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// Trains a hypernetwork that writes SVF experts, through the frozen base: description → p of every gated matrix → the base's answers → loss → back
/// into the hypernetwork. Text-to-LoRA's supervised fine-tuning (arXiv:2506.06105) with the adapters of Transformer² (arXiv:2501.06252).
/// </summary>
public static class SvfTextRecipe
{
    /// <summary>Trains, or goes on from the checkpoint in the work folder, and writes a hypernetwork.</summary>
    /// <param name="source">The tasks to learn.</param>
    /// <param name="options">Models, folders and sizes.</param>
    /// <param name="progress">Told about once a second where the run stands.</param>
    /// <param name="cancellation">Writes a checkpoint and stops.</param>
    /// <returns>How it was trained, and what was measured at the end.</returns>
    /// <exception cref="ArgumentException">The decomposition is of another base or lacks a target, or the work folder holds a run of other settings.</exception>
    public static RunRecord Run(LearningSource source, SvfTextOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        set_num_threads(1);
        manual_seed(options.Seed);
        var device = DeviceChoice.Resolve(options.Device, "device");
        using var decomposition = SvfInputs.Decomposition(options.Decomposition, options.BaseModel, options.Targets);
        using var baseModel = LanguageModel.Load(options.BaseModel, device, options.Precision);
        using var encoder = TextEncoder.Load(options.Encoder);
        using var gated = new GatedNetwork(baseModel.Network, decomposition, options.Targets);
        using var network = new ExpertHypernetwork(Config(options, decomposition.Manifest, encoder), device);
        network.eval(); // noise on the embedding is the regulariser; dropout would draw from a generator that the workers share
        using var optimizer = DecayingAdamW.For(network, options.LearningRate, options.WeightDecay, options.Beta2, decayVectors: false);
        var tasks = source.Open(baseModel);
        var evaluation = new AnswerEvaluation(baseModel.Network, encoder, examples: 6, options.Seed);
        var embeddings = TaskEmbeddings.Of(tasks.Training, options.DescriptionsPerTask, Wording.Training, encoder, options.Seed, cancellation);
        var losses = new SvfTextLosses(network, gated, embeddings, options);
        var workers = device.type == DeviceType.CPU ? options.Workers : 1;
        var shares = options.SharesPerStep ?? workers;
        var batches = new Batches<TaskDraw>(options.Seed, options.TasksPerStep, TaskDraw.From(tasks.Training, options.ExamplesPerTask), draw => draw.Length);
        var sources = Sources(options, decomposition.Manifest);
        var plan = Plan(options, tasks.Note, workers, RecordedSettings.Fingerprint(options with { Workers = 0, SharesPerStep = shares }, sources) + source.Fingerprint);
        var outcome = TrainingLoop.Run(plan, network, optimizer, step => losses.At(step, batches.At(step), shares),
            tasks.Measures.Count == 0 ? null : () => Glance.WithUnseenWordings(
                tasks.Measures, evaluation, (embeddings, _) => gated.Adapter(network.forward(embeddings.to(device)))), progress, cancellation);

        RunRecord.Delete(options.Output);
        ExpertHypernetworkFile.Write(options.Output, network);
        var run = RecipeRun.Of("svf-text", options, options.Seed, workers, tasks.Training.Count, outcome, sources);
        run.Write(options.Output);
        TrainingLoop.Finish(plan);
        return run;
    }

    private static ExpertHypernetworkConfig Config(SvfTextOptions options, DecompositionManifest decomposition, TextEncoder encoder) => new()
    {
        TaskEmbeddingSize = encoder.Size,
        LatentSize = options.LatentSize,
        HeadInputSize = options.HeadInputSize,
        Layers = decomposition.Layers,
        Modules = [.. decomposition.MatricesOf(options.Targets).Where(matrix => matrix.Name.Layer == 0).Select(matrix => new GatedModule(matrix.Name.Module, (int)matrix.Rank))],
        Gain = options.Gain,
        BaseModel = decomposition.BaseModel,
        BaseDigest = decomposition.BaseDigest,
        DecompositionDigest = decomposition.DigestFor(options.Targets),
        EncoderDigest = encoder.Digest,
    };

    private static Dictionary<string, string> Sources(SvfTextOptions options, DecompositionManifest decomposition) => new(RunSources.Of((RunSources.Encoder, options.Encoder)))
    {
        [RunSources.BaseModel] = decomposition.BaseDigest.Value, // compared with the base's own before
        [RunSources.Decomposition] = decomposition.DigestFor(options.Targets).Value,
    };

    private static RunPlan Plan(SvfTextOptions options, string? note, int workers, string fingerprint) => new()
    {
        Stage = "svf train-text",
        Work = options.WorkFolder(),
        Fingerprint = fingerprint,
        Steps = options.Steps,
        ExamplesPerStep = options.TasksPerStep * options.ExamplesPerTask,
        Schedule = new LinearSchedule(options.LearningRate, (int)(options.WarmupFraction * options.Steps), options.Steps, options.FinalFraction),
        ClipNorm = options.ClipNorm,
        MeasureEvery = options.MeasureEvery,
        Patience = options.Patience,
        OpeningNote = note,
        Workers = workers,
    };
}
