using System.Globalization;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Running;
using T2L.Training.Svf;
using T2L.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Training.Recipes;

/// <summary>The losses of one step of a group of experts, each of a share of its rows: the one thing in which the ways to train them differ.</summary>
/// <returns>Their mean is followed.</returns>
internal delegate IReadOnlyList<Func<Tensor>> SvfLosses(SvfGroup group, GateBank bank, GatedNetwork network, int step);

/// <summary>A way to train experts.</summary>
/// <param name="Name">Name on the command line and in files.</param>
/// <param name="Losses">The losses of a step.</param>
internal sealed record SvfMethod(string Name, SvfLosses Losses)
{
    /// <summary>The recipe's name in records: <c>svf-supervised</c>.</summary>
    public string Stage => "svf-" + Name;

    /// <summary>Steps on right answers before the first of these, and their learning rate.</summary>
    public (int Steps, double LearningRate) Opening { get; init; }
}

/// <summary>
/// What all ways to train experts share: groups of tasks, first numbers, the loop, the best numbers of each expert by validation, files. An expert
/// follows from seed and task; what else is in its batch matters to the last digits only.
/// </summary>
internal static class SvfExpertsRun
{
    // Exact match decides which numbers are best; between equals the likelihood of right answers does.
    private const double LikelihoodShare = 1e-3;

    /// <summary>Trains what is not there yet, group by group, and writes the index.</summary>
    public static ExpertIndex Run(SvfMethod method, LearningSource source, SvfTrainingOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        options.Validate();
        set_num_threads(1);
        var device = DeviceChoice.Resolve(options.Device, "device");
        using var decomposition = SvfInputs.Decomposition(options);
        using var baseModel = LanguageModel.Load(options.BaseModel, device, options.Precision);
        using var network = new GatedNetwork(baseModel.Network, decomposition, options.Targets);
        var tasks = SvfInputs.Tasks(source, baseModel, options);
        var begin = SvfInputs.Beginnings(options, decomposition.Manifest);
        var sources = SvfInputs.Sources(options, decomposition.Manifest, tasks);
        var fingerprint = $"{method.Name} {RecordedSettings.Fingerprint(options with { Workers = 0 }, sources)}{source.Fingerprint}";
        var groups = TaskGroups.ByLength(tasks, options.Seed, options.TasksAtOnce).Select((members, number) => new SvfGroup(number, members, fingerprint)).ToList();
        var workers = device.type == DeviceType.CPU ? options.Workers : 1;
        var writer = new ExpertWriter(method, options, decomposition.Manifest, sources, baseModel.Tokenizer);
        TaskGroups.Train(groups, group => group.IsDone(options), Begin, new GroupProgress("svf train", groups.Count, options.Steps, progress), workers,
            (group, told) => Train(method, group, network, begin, writer, options, told, cancellation), cancellation);

        var finished = groups.Select(group => SvfGroupFile.Read(group.File(options))).ToList();
        var entries = finished.SelectMany(group => group.Tasks).OrderBy(entry => entry.Task, StringComparer.Ordinal).ToList();
        var index = new ExpertIndex(method.Name, options.Seed, decomposition.Manifest.BaseModel, decomposition.Manifest.DigestFor(options.Targets).Value, options.Targets, network.Length, entries);
        index.Write(options.Output);
        // Groups shared the cores: together they took about so long.
        var seconds = finished.Sum(group => group.Seconds) / Math.Min(workers, groups.Count);
        var measured = new Measurement([new("exact_match", index.ExactMatch), new("validation", entries.Average(entry => entry.Validation))], index.ToString());
        RecipeRun.Of(method.Stage, options, options.Seed, workers, tasks.Count, new TrainingOutcome(finished.Max(group => group.Steps), seconds, measured), sources).Write(options.Output);
        return index;

        void Begin()
        {
            RunRecord.Delete(options.Output);
            ExpertIndex.Delete(options.Output); // it would name experts that are about to be replaced
        }
    }

    private static void Train(
        SvfMethod method, SvfGroup group, GatedNetwork network, SvfBeginning begin, ExpertWriter writer, SvfTrainingOptions options, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var bank = new GateBank(network, [.. group.Tasks.Select(task => begin(task.Id, network.Length))]);
        var seconds = 0.0;
        var opening = Opening(method, group, options);
        if (opening is not null)
        {
            using var first = optim.Adam(bank.parameters(), method.Opening.LearningRate);
            seconds = TrainingLoop.Run(opening, bank, first, step => SvfSupervisedRecipe.Losses(group, bank, network, ~step, options), cancellation: cancellation).Seconds;
        }
        var validation = ExpertExam.Drawn(network.Network, group.Tasks, Split.Training, options.ValidationExamples, options);
        Measure(bank, validation); // an expert never ends worse than it began
        using var optimizer = optim.Adam(bank.parameters(), options.LearningRate);
        var plan = Plan(group, options);
        var outcome = TrainingLoop.Run(plan, bank, optimizer, step => method.Losses(group, bank, network, step), () => Measure(bank, validation), progress, cancellation);
        if (!plan.MeasuresAt(outcome.Steps))
            Measure(bank, validation);
        bank.UseBest();
        writer.Write(group, bank, network, validation, outcome.Steps, seconds + outcome.Seconds);
        TrainingLoop.Finish(plan);
        if (opening is not null)
            TrainingLoop.Finish(opening);
    }

    private static Measurement Measure(GateBank bank, ExpertExam validation)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var scores = validation.Of(bank.ForBatch());
        var best = bank.Keep([.. scores.Select(score => score.ExactMatch + LikelihoodShare * Math.Exp(score.LogLikelihood))]);
        // The criterion only rises: a run without a better expert for a while may end.
        return new([new("best", best.Average()), new("validation", scores.Average(score => score.ExactMatch)), new("log_likelihood", scores.Average(score => score.LogLikelihood))],
            string.Create(CultureInfo.InvariantCulture, $"exact match on validation examples {scores.Average(score => score.ExactMatch):P1}"));
    }

    private static RunPlan Plan(SvfGroup group, SvfTrainingOptions options) => new()
    {
        Stage = "svf train",
        Work = group.Folder(options),
        Fingerprint = group.Fingerprint,
        Steps = options.Steps,
        ExamplesPerStep = group.Tasks.Count * options.ExamplesPerTask,
        Schedule = options.Schedule switch
        {
            SvfSchedule.Cosine => new CosineSchedule(options.LearningRate, options.WarmupSteps, options.Steps),
            var schedule => new LinearSchedule(options.LearningRate, options.WarmupSteps, options.Steps, FinalFraction: schedule == SvfSchedule.Constant ? 1 : 0),
        },
        ClipNorm = options.ClipNorm > 0 ? options.ClipNorm : double.PositiveInfinity,
        ClipEach = true,
        MeasureEvery = options.MeasureEvery,
        Patience = options.Patience,
        Workers = 1,
    };

    private static RunPlan? Opening(SvfMethod method, SvfGroup group, SvfTrainingOptions options) => method.Opening.Steps == 0 ? null : Plan(group, options) with
    {
        Work = Path.Combine(group.Folder(options), "opening"),
        Steps = method.Opening.Steps,
        Schedule = new LinearSchedule(method.Opening.LearningRate, 0, method.Opening.Steps),
        ClipNorm = 1,
        MeasureEvery = 0,
        Patience = 0,
    };
}
