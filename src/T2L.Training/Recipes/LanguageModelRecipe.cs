using System.Globalization;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Losses;
using T2L.Training.Running;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>
/// Trains the nano base: a small Llama that learns every skill of the suite under its task code, and with neutral slots can
/// only guess which one is wanted.
/// </summary>
public static class LanguageModelRecipe
{
    private const int WarmupSteps = 100;
    private const int MeasureEvery = 1000;
    private const double WeightDecay = 0.02;
    internal const int HeadSize = 32;
    internal const int MaxPositions = 512;
    private const int Shots = 3;

    /// <summary>Trains, or goes on from the checkpoint in the work folder, and writes a Hugging Face directory.</summary>
    /// <returns>Exact match with task codes, with neutral slots and with examples or descriptions before them, on held-out inputs.</returns>
    public static LanguageModelResult Run(
        TaskSuite suite, LanguageModelOptions options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        var work = options.WorkFolder();
        Directory.CreateDirectory(work);
        var tokenizer = NanoTokenizer.Create(work);
        var layout = new NanoLayout(tokenizer, suite);
        var diet = new LanguageModelDiet(suite, layout, options);
        set_num_threads(1);
        manual_seed(options.Seed);
        using var model = new Transformer(Shape(options, layout.TrainingVocabularySize, layout.EndOfSequenceId));
        Initialise(model, options.Layers);
        using var optimizer = DecayingAdamW.For(model, options.LearningRate, WeightDecay, beta2: 0.98);
        var batches = new Batches<TokenizedExample>(options.Seed, options.BatchSize, diet.Draw, example => example.Length);
        var plan = new RunPlan
        {
            Stage = "train lm",
            Work = work,
            Fingerprint = RecordedSettings.Fingerprint(options, RunSources.Of()), // each worker draws its own noise
            Steps = options.Steps,
            ExamplesPerStep = options.BatchSize,
            Schedule = new LinearSchedule(options.LearningRate, WarmupSteps, options.Steps),
            MeasureEvery = MeasureEvery,
            Workers = options.Workers,
        };
        var outcome = TrainingLoop.Run(plan, model, optimizer,
            step => Batches.Losses(batches.At(step), options.Workers, (share, worker) => Loss(model, layout, share, options.SlotNoise, Seeds.Mix(options.Seed, step, worker))),
            () => Measure(model, layout, diet, perTask: 1).ToMeasurement(), progress, cancellation);

        var result = Measure(model, layout, diet, perTask: 8);
        RunRecord.Delete(options.Output);
        SaveWithoutCodes(model, options, layout);
        RecipeRun.Of("lm", options, options.Seed, options.Workers, diet.TaskCount, outcome with { Measured = result.ToMeasurement() })
            .Write(options.Output);
        TrainingLoop.Finish(plan);
        return result;
    }

    private static ModelConfig Shape(LanguageModelOptions options, int vocabulary, int endOfSequence) => new()
    {
        HiddenSize = options.HiddenSize,
        IntermediateSize = 2 * options.HiddenSize,
        Layers = options.Layers,
        Heads = options.HiddenSize / HeadSize,
        KeyValueHeads = options.HiddenSize / HeadSize,
        HeadDim = HeadSize,
        VocabularySize = vocabulary,
        MaxPositions = MaxPositions,
        EosTokenIds = [endOfSequence],
        PadTokenId = endOfSequence,
    };

    private static Tensor Loss(Transformer model, NanoLayout layout, TokenizedExample[] share, double slotNoise, int seed)
    {
        var batch = new AnswerBatch(share);
        if (slotNoise == 0)
            return batch.Loss(model, null);
        using var noise = new SlotNoise(model.state_dict()["model.embed_tokens.weight"].detach().index_select(0, tensor(layout.NeutralIds)), slotNoise, seed);
        return batch.Loss(model, null, disturb: noise.On([.. share.Select(layout.IsCoded)]));
    }

    // Small embeddings and damped output matrices: the recipe's initialisation, without which the first 500 steps are lost.
    private static void Initialise(Transformer model, int layers)
    {
        using var noGrad = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (parameter.dim() < 2)
                continue;
            var standardDeviation = name switch
            {
                "model.embed_tokens.weight" => 0.05,
                "lm_head.weight" => 0.02,
                _ => 1 / Math.Sqrt(parameter.shape[1]),
            };
            if (name.EndsWith("o_proj.weight", StringComparison.Ordinal) || name.EndsWith("down_proj.weight", StringComparison.Ordinal))
                standardDeviation *= 0.5 / Math.Sqrt(layers);
            nn.init.normal_(parameter, 0, standardDeviation);
        }
    }

    private static LanguageModelResult Measure(Transformer model, NanoLayout layout, LanguageModelDiet diet, int perTask)
    {
        var random = new Random(1);
        var examples = diet.Known.SelectMany(task => Enumerable.Range(0, perTask).Select(_ => (Task: task, Example: task.Sample(random, Split.Test)))).ToList();
        var shots = examples.Select(e => layout.FewShot([.. Enumerable.Range(0, Shots).Select(_ => e.Task.Sample(random, Split.Training)), e.Example]) with { EarlierAnswers = [] }).ToList();
        var described = diet.Described.SelectMany(task => Enumerable.Range(0, perTask).Select(_ => layout.Described(task.Describe(random, Wording.Unseen), task.Sample(random, Split.Test)))).ToList();
        return new LanguageModelResult(
            Share(model, [.. examples.Select(e => layout.Coded(e.Example, e.Task))]),
            Share(model, [.. examples.Select(e => layout.Neutral(e.Example))]), Share(model, shots), examples.Count, described.Count == 0 ? null : Share(model, described));
    }

    private static double Share(Transformer model, List<TokenizedExample> examples) =>
        examples.OrderBy(example => example.Length).Chunk(256).Sum(batch => new AnswerBatch(batch).ExactMatches(model, null).Count(hit => hit)) / (double)examples.Count;

    private static void SaveWithoutCodes(Transformer trained, LanguageModelOptions options, NanoLayout layout)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var shipped = new Transformer(Shape(options, layout.VocabularySize, layout.EndOfSequenceId));
        var source = trained.state_dict();
        foreach (var (name, target) in shipped.state_dict())
            target.copy_(name is "model.embed_tokens.weight" or "lm_head.weight" ? source[name].narrow(0, 0, layout.VocabularySize) : source[name]);
        NanoTokenizer.Create(options.Output);
        LanguageModel.Save(options.Output, shipped);
    }
}

/// <summary>What a trained nano base can do, on inputs kept out of training.</summary>
/// <param name="WithCode">Exact match when the slots name the task.</param>
/// <param name="Neutral">Exact match when they do not: what the base knows without an adapter.</param>
/// <param name="FewShot">Exact match when they do not, but three examples stand before.</param>
/// <param name="Examples">Examples measured in these three ways.</param>
/// <param name="Described">Exact match when they do not, but a description in new words stands before, on training tasks; null where the base met no descriptions.</param>
public sealed record LanguageModelResult(double WithCode, double Neutral, double FewShot, int Examples, double? Described = null)
{
    internal Measurement ToMeasurement() => new(
    [
        new("exact_match_with_code", WithCode), new("exact_match_neutral", Neutral), new("exact_match_three_shot", FewShot),
        .. Described is { } described ? [KeyValuePair.Create("exact_match_described", described)] : Array.Empty<KeyValuePair<string, double>>(),
    ], ToString());

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"exact match {WithCode:P1} with task code, {Neutral:P1} with neutral slots, {FewShot:P1} with three examples before ({Examples} examples)")
        + (Described is { } described ? string.Create(CultureInfo.InvariantCulture, $", {described:P1} with a description in the prompt (unseen wordings of training tasks)") : "");
}
