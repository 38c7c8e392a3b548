namespace T2L.Hypernetwork.Kernels;

/// <summary>Splits work over a fixed number of threads: the caller and helpers from the thread pool.</summary>
/// <param name="count">Threads that work at the same time, 1 or more.</param>
internal sealed class Workers(int count)
{
    // Finer than one range a thread: a thread that loses its core to another program leaves its ranges to the others.
    private const int RangesPerThread = 4;

    public static Workers One { get; } = new(1);

    public int Count { get; } = count;

    /// <summary>Runs every task once; returns when all are done, with the first exception if there was one.</summary>
    public void ForEach(int tasks, Action<int> run)
    {
        var round = new Round(tasks, run);
        for (var helper = 1; helper < Math.Min(Count, tasks); helper++)
            ThreadPool.UnsafeQueueUserWorkItem(static r => r.Work(), round, preferLocal: false);
        round.Work();
        round.Wait();
    }

    /// <summary>Covers 0..length by ranges of at least <paramref name="minimum"/>; one thread gets them all as one range.</summary>
    public void ForRanges(long length, long minimum, Action<long, long> run)
    {
        var ranges = Ranges(length, minimum);
        ForEach(ranges, i => run(length * i / ranges, length * (i + 1) / ranges));
    }

    /// <summary>How many ranges <see cref="ForRanges"/> makes.</summary>
    public int Ranges(long length, long minimum) =>
        Count == 1 ? 1 : (int)Math.Clamp(length / minimum, 1, (long)Count * RangesPerThread);

    // A helper that starts late finds nothing left to do; nobody waits for it.
#pragma warning disable CA1001 // The event holds a system handle only for those who ask for it; disposing it here would race with a late Set.
    private sealed class Round(int tasks, Action<int> run)
#pragma warning restore CA1001
    {
        private readonly ManualResetEventSlim _done = new(tasks == 0);
        private Exception? _fault;
        private int _next = -1;
        private int _completed;

        public void Work()
        {
            int task;
            while ((task = Interlocked.Increment(ref _next)) < tasks)
            {
                Try(task);
                if (Interlocked.Increment(ref _completed) == tasks)
                    _done.Set();
            }
        }

        public void Wait()
        {
            _done.Wait();
            if (_fault is not null)
                throw new AggregateException(_fault);
        }

        private void Try(int task)
        {
            try
            {
                run(task);
            }
#pragma warning disable CA1031 // Whatever it is, it is thrown again on the caller's thread.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _fault, e, null);
            }
        }
    }
}
