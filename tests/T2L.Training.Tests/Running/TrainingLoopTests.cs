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
