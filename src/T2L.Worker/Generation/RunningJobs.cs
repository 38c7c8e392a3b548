namespace T2L.Worker.Generation;

/// <summary>The jobs that this process works on or is about to, for news about them.</summary>
internal sealed class RunningJobs
{
    private readonly Lock _gate = new();
    private readonly HashSet<Entry> _entries = [];

    /// <summary>Hears of a job until the result is disposed. To be called before the job is taken: news may come while it is.</summary>
    public Entry Expect(Guid id)
    {
        var entry = new Entry(this, id);
        lock (_gate)
            _entries.Add(entry);
        return entry;
    }

    /// <summary>Has a job's lease looked at now, if it is worked on here.</summary>
    public void Check(Guid id)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Where(entry => entry.Id == id))
                entry.Doubt();
        }
    }

    private void Remove(Entry entry)
    {
        lock (_gate)
            _entries.Remove(entry);
    }

    /// <summary>One job.</summary>
    internal sealed class Entry(RunningJobs jobs, Guid id) : IDisposable
    {
        private bool _doubted;
        private LeaseRenewal? _renewal;

        public Guid Id => id;

        /// <summary>The job is taken: news of it, also those that came already, reach its lease.</summary>
        public void Attach(LeaseRenewal renewal)
        {
            lock (jobs._gate)
            {
                _renewal = renewal;
                if (_doubted)
                    renewal.CheckNow();
            }
        }

        /// <summary>Called under the gate.</summary>
        internal void Doubt()
        {
            _doubted = true;
            _renewal?.CheckNow();
        }

        public void Dispose() => jobs.Remove(this);
    }
}
