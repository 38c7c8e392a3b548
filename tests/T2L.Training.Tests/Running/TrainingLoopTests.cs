using System.Text.Json.Nodes;
using T2L.Testing;
using T2L.Training.Running;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace T2L.Training.Tests.Running;

public sealed class TrainingLoopTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void An_early_end_gives_back_the_best_weights()
    {
        using var point = new Point();
        using var optimizer = optim.Adam(point.parameters(), 0.1);
        var criteria = new Queue<double>([0.1, 0.5, 0.4, 0.3, 0.9]);
        var seen = new List<float>();

        var outcome = TrainingLoop.Run(Plan(steps: 50) with { MeasureEvery = 2, Patience = 2 }, point, optimizer, _ => [point.Loss], () =>
        {
            seen.Add(point.Value);
            return new Measurement([new("share", criteria.Dequeue())], "");
        });

        Assert.Equal(4, seen.Count);
        Assert.Equal(seen[1], point.Value);
        Assert.Equal(8, outcome.Steps);
        Assert.Equal(0.5, outcome.Measured!.Criterion);
    }

    [Theory]
    [InlineData(6, 3)]
    [InlineData(7, 4)]
    public void The_final_weights_are_measured_once(int steps, int measurements)
    {
        using var point = new Point();
        using var optimizer = optim.Adam(point.parameters(), 0.1);
        var seen = new List<float>();

        var outcome = TrainingLoop.Run(Plan(steps) with { MeasureEvery = 2 }, point, optimizer, _ => [point.Loss], () =>
        {
            seen.Add(point.Value);
            return new Measurement([new("value", point.Value)], "");
        });

        Assert.Equal(measurements, seen.Count);
        Assert.Equal(point.Value, outcome.Measured!.Criterion);
        Assert.Equal(steps, outcome.Steps);
    }

    [Fact]
    public void Without_patience_the_last_weights_stay()
    {
        using var point = new Point();
        using var optimizer = optim.Adam(point.parameters(), 0.1);
        var criterion = 1.0;

        TrainingLoop.Run(Plan(steps: 6) with { MeasureEvery = 2 }, point, optimizer, _ => [point.Loss], () => new Measurement([new("share", criterion -= 0.1)], ""));

        using var straight = new Point();
        using var other = optim.Adam(straight.parameters(), 0.1);
        TrainingLoop.Run(Plan(steps: 6) with { Work = _folder.File("other") }, straight, other, _ => [straight.Loss]);
        Assert.Equal(straight.Value, point.Value);
    }

    [Fact]
    public void More_losses_than_workers_are_averaged_all_the_same()
    {
        using var point = new Point();
        using var optimizer = optim.Adam(point.parameters(), 0.1);
        var step = new DataParallel([.. point.parameters()], optimizer, clipNorm: 1, workers: 2);

        var mean = step.Step([point.Loss, () => point.Loss() * 2, () => point.Loss() * 3], learningRate: 0);

        Assert.Equal(2 * 9.0, mean, 1e-5);
    }

    [Theory]
    [InlineData(true, 0.5, 0.5)]
    [InlineData(false, 0.375, 0.44444)] // gradients 0.6 and 0.8: of one common norm the longer takes more
    public void Learners_of_their_own_are_shortened_by_themselves(bool each, double first, double second)
    {
        using var left = new Parameter(tensor(0f));
        using var right = new Parameter(tensor(0f));
        using var optimizer = optim.Adam([left, right], 1, eps: 1); // the first step is g / (|g| + 1)
        var step = new DataParallel([left, right], optimizer, clipNorm: 1, workers: 1, each);

        step.Step([() => left * -3 + right * -4], learningRate: 1);

        Assert.Equal(first, left.item<float>(), 1e-4);
        Assert.Equal(second, right.item<float>(), 1e-4);
    }

    [Fact]
    public void A_resumed_run_logs_every_step_once()
    {
        using var point = new Point();
        using var optimizer = optim.Adam(point.parameters(), 0.1);
        using var cancellation = new CancellationTokenSource();
        var plan = Plan(steps: 200) with { CheckpointEvery = 60 };
        Assert.ThrowsAny<OperationCanceledException>(() => TrainingLoop.Run(plan, point, optimizer, step =>
        {
            if (step == 110)
                throw new OperationCanceledException(); // as a kill: the last checkpoint is that of step 60, the log goes to 100
            return [point.Loss];
        }));

        TrainingLoop.Run(plan, point, optimizer, _ => [point.Loss]);

        var steps = File.ReadLines(_folder.File("run/log.csv")).Skip(1).Select(line => line.Split(',')[0]);
        Assert.Equal(["50", "100", "150", "200"], steps);
    }

    [Fact]
    public void A_log_of_JSON_lines_has_the_same_rows()
    {
        using var point = new Point();
        using var optimizer = optim.Adam(point.parameters(), 0.1);

        TrainingLoop.Run(Plan(steps: 50) with { MeasureEvery = 30 }, point, optimizer, _ => [point.Loss], () => new Measurement([new("share", 0.25), new("other", double.NaN)], ""));

        var rows = File.ReadLines(_folder.File("run/log.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal("""{"step":30,"measure":"share","value":0.25}""", rows[0].ToJsonString());
        Assert.Equal("""{"step":30,"measure":"other","value":"NaN"}""", rows[1].ToJsonString());
        Assert.Equal(50, (int)rows[2]!["step"]!);
        Assert.True((double)rows[2]!["loss"]! < 9);
        Assert.Equal(File.ReadLines(_folder.File("run/log.csv")).Count() - 1, rows.Count);
    }

    [Fact]
    public void A_kill_while_something_is_measured_loses_no_step_and_counts_nothing_twice()
    {
        var plan = Plan(steps: 60) with { MeasureEvery = 20, Patience = 9 };
        using var point = new Point();
        using var optimizer = optim.Adam(point.parameters(), 0.1);
        var measured = 0;
        Assert.Throws<IOException>(() => TrainingLoop.Run(plan, point, optimizer, _ => [point.Loss],
            () => ++measured == 2 ? throw new IOException("killed") : new Measurement([new("share", measured)], "")));
        var steps = new List<int>();

        TrainingLoop.Run(plan, point, optimizer, step =>
        {
            steps.Add(step);
            return [point.Loss];
        }, () => new Measurement([new("share", 2)], ""));

        Assert.Equal(Enumerable.Range(40, 20), steps);
        Assert.Equal(["20,,,share,1", "40,,,share,2", "50", "60,,,share,2"],
            File.ReadLines(_folder.File("run/log.csv")).Skip(1).Select(line => line.StartsWith("50,", StringComparison.Ordinal) ? "50" : line));
    }

    [Fact]
    public void What_is_trained_to_its_end_is_not_trained_again_when_the_result_could_not_be_written()
    {
        using var point = new Point();
        using var optimizer = optim.Adam(point.parameters(), 0.1);
        TrainingLoop.Run(Plan(steps: 7), point, optimizer, _ => [point.Loss]);

        using var again = new Point();
        using var other = optim.Adam(again.parameters(), 0.1);
        TrainingLoop.Run(Plan(steps: 7), again, other, step => throw new InvalidOperationException($"step {step}"));

        Assert.Equal(point.Value, again.Value);
    }

    [Theory]
    [InlineData("checkpoint.new")]
    [InlineData("checkpoint.old")]
    public void A_kill_between_the_renames_of_a_checkpoint_loses_nothing(string left)
    {
        using var point = new Point();
        using var optimizer = optim.Adam(point.parameters(), 0.1);
        TrainingLoop.Run(Plan(steps: 7), point, optimizer, _ => [point.Loss]);
        Directory.Move(_folder.File("run/checkpoint"), _folder.File($"run/{left}"));

        TrainingLoop.Run(Plan(steps: 7), point, optimizer, step => throw new InvalidOperationException($"step {step}"));

        TrainingLoop.Finish(Plan(steps: 7));
        Assert.Equal(["log.csv", "log.jsonl"], Directory.EnumerateFileSystemEntries(_folder.File("run")).Select(Path.GetFileName).Order());
    }

    public void Dispose() => _folder.Dispose();

    private RunPlan Plan(int steps) => new()
    {
        Stage = "test", Work = _folder.File("run"), Fingerprint = "test", Steps = steps, ExamplesPerStep = 1, Schedule = new LinearSchedule(0.1, 1, steps), Workers = 1,
    };

    // Falls towards zero from 3.
    private sealed class Point : nn.Module
    {
        private readonly Parameter _at = new(tensor(new[] { 3f }));

        public Point() : base(nameof(Point)) => register_parameter("at", _at);

        public float Value => _at.detach().item<float>();

        public Tensor Loss() => _at.square().sum();
    }
}
