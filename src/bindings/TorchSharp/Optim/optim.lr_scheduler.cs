namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rate of every group, once for each call of <see cref="step()"/>.</summary>
            public abstract class LRScheduler
            {
                private readonly Optimizer _optimizer;
                private readonly double[] _initial;
                private int _epoch;

                private protected LRScheduler(Optimizer optimizer, int last_epoch)
                {
                    _optimizer = optimizer;
                    _initial = [.. optimizer.ParamGroups.Select(group => group.InitialLearningRate)];
                    _epoch = last_epoch;
                }

                public IEnumerable<double> get_last_lr() => _optimizer.ParamGroups.Select(group => group.LearningRate);

                public virtual void step() => step(_epoch + 1);

                public virtual void step(int? epoch)
                {
                    _epoch = epoch ?? _epoch + 1;
                    foreach (var (group, initial) in _optimizer.ParamGroups.Zip(_initial)) group.LearningRate = Rate(initial, _epoch);
                }

                private protected abstract double Rate(double initial, int epoch);
            }

            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new Scaled(optimizer, lr_lambda, last_epoch);

            /// <summary>From start_factor to end_factor of the initial rate within total_iters steps, then constant.</summary>
            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 0.3333333333333333, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new Scaled(optimizer, epoch => start_factor + (end_factor - start_factor) * Math.Min(1.0, (double)epoch / total_iters), last_epoch);

            private sealed class Scaled : LRScheduler
            {
                private readonly Func<int, double> _factor;

                public Scaled(Optimizer optimizer, Func<int, double> factor, int last_epoch) : base(optimizer, last_epoch)
                {
                    _factor = factor;
                    step();
                }

                private protected override double Rate(double initial, int epoch) => initial * _factor(epoch);
            }
        }
    }
}
