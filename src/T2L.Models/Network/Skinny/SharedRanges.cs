namespace T2L.Models.Network.Skinny;

/// <summary>One product by several threads: the caller, and helpers from the thread pool for whatever is left when they come.</summary>
/// <remarks>
/// A helper that comes late finds nothing and touches no memory of the product, so nobody waits for it; several callers at a time take
/// their helpers from the same pool and do without them where it is busy.
/// </remarks>
internal sealed class SharedRanges : IThreadPoolWorkItem
{
    // Finer than one range a thread: a thread that loses its core to another program leaves its ranges to the others.
    private const int RangesPerThread = 4;

    private readonly RowProduct _product;
    private readonly int _helpers, _ranges;
    private int _taken = -1;
    private int _done;

    public SharedRanges(RowProduct product, int threads)
    {
        (_product, _helpers) = (product, threads - 1);
        _ranges = (int)Math.Min(threads * RangesPerThread, Groups);
    }

    // Ranges begin where tiles do.
    private long Groups => _product.Operands.Columns / RowProduct.Height;

    /// <summary>Returns when all ranges are done.</summary>
    public void Run()
    {
        for (int i = 0; i < _helpers; i++)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        Execute();
        var wait = new SpinWait();
        while (Volatile.Read(ref _done) < _ranges)
            wait.SpinOnce(sleep1Threshold: -1);
    }

    /// <summary>Takes ranges until none are left.</summary>
    public void Execute()
    {
        int range;
        while ((range = Interlocked.Increment(ref _taken)) < _ranges)
        {
            _product.Run(Groups * range / _ranges * RowProduct.Height, Groups * (range + 1) / _ranges * RowProduct.Height);
            Interlocked.Increment(ref _done);
        }
    }
}
