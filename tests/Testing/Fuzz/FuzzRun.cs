using System.Diagnostics;
using System.Globalization;

namespace T2L.Testing.Fuzz;

/// <summary>
/// Reads thousands of damaged files with one loader. Each must be read or refused with a kind of the closed list, in bounded
/// time and memory; the first that is not fails the test with its seed and number.
/// </summary>
/// <param name="Loader">Name of the loader, for messages and for <c>artifacts/fuzz/&lt;loader&gt;.txt</c>.</param>
/// <param name="Refusal">The kind of a refusal; null for an exception that a loader must not throw.</param>
internal sealed record FuzzRun(string Loader, Func<Exception, Enum?> Refusal)
{
    private const int FewCases = 1000;

    private readonly Dictionary<string, int> _kinds = [];
    private volatile int _current;
    private long _startedAt;
    private int _accepted;
    private double _worstShare;
    private TimeSpan _slowest;

    /// <summary>Runs all cases, taking turns among the files.</summary>
    public void Over(params IReadOnlyList<FuzzFile> files)
    {
        using var journal = new FuzzJournal(Loader);
        var costs = files.Select(SoundCost).ToArray();
        Exception? failure = null;
        var clock = Stopwatch.StartNew();
        Volatile.Write(ref _startedAt, Stopwatch.GetTimestamp());
        // A thread of its own: where a case never ends, this one still reports it.
        var thread = new Thread(() => failure = Record.Exception(() => Cases(files, costs, journal))) { IsBackground = true, Name = Loader };
        thread.Start();
        while (!thread.Join(TimeSpan.FromMilliseconds(100)))
            Assert.True(Stopwatch.GetElapsedTime(Volatile.Read(ref _startedAt)) < FuzzLimits.PerCase, Show(_current, $"has not ended after {FuzzLimits.PerCase}"));
        Assert.Null(failure);
        journal.Finish(Summary(files, costs, clock.Elapsed));
        if (FuzzLimits.Cases >= FewCases)
            Assert.InRange(_accepted, 1, FuzzLimits.Cases * 3 / 4); // else the damage hides everything behind one check, or is too gentle
    }

    private void Cases(IReadOnlyList<FuzzFile> files, double[] costs, FuzzJournal journal)
    {
        for (var number = FuzzLimits.First; number < FuzzLimits.First + FuzzLimits.Cases; number++)
        {
            var (file, cost) = (files[number % files.Count], costs[number % files.Count]);
            var bytes = Mutation.Of(file, new FuzzRandom(FuzzLimits.Seed, number));
            var load = file.Open(bytes);
            _current = number;
            journal.Begin(number);
            Volatile.Write(ref _startedAt, Stopwatch.GetTimestamp());
            var before = GC.GetAllocatedBytesForCurrentThread();
            var thrown = Thrown(load);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var elapsed = Stopwatch.GetElapsedTime(Volatile.Read(ref _startedAt));
            Judge(number, thrown);
            var allowed = (long)(FuzzLimits.Factor * (bytes.Length + file.BesideBytes) * Math.Max(1, cost)) + ((long)(file.ValueBytes + (file.IsText ? FuzzLimits.QuotedBytes : 0)) * bytes.Length) + file.FixedBytes;
            Assert.True(allocated <= allowed, Show(number, $"took {allocated} bytes for a file of {bytes.Length}; {allowed} are allowed", thrown));
            _worstShare = Math.Max(_worstShare, (double)allocated / allowed);
            _slowest = elapsed > _slowest ? elapsed : _slowest;
        }
    }

    private void Judge(int number, Exception? thrown)
    {
        if (thrown is null)
        {
            _accepted++;
            return;
        }

        var kind = Refusal(thrown)?.ToString();
        Assert.True(kind is not null, Show(number, "was refused with an exception outside the closed list", thrown));
        _kinds[kind!] = _kinds.GetValueOrDefault(kind!) + 1;
    }

    // Memory for each byte of a sound file. The second reading: the first pays for what the loader makes once.
    private static double SoundCost(FuzzFile file)
    {
        var bytes = file.Finish(file.Bytes);
        file.Open(bytes)();
        var load = file.Open(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        load();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / (bytes.Length + file.BesideBytes);
    }

    // Not Record.Exception: only what the loader itself allocates counts.
    private static Exception? Thrown(Action load)
    {
        try
        {
            load();
            return null;
        }
#pragma warning disable CA1031 // whatever it is, it is judged
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }
    }

    private string Show(int number, string what, Exception? thrown = null) =>
        $"{Loader}: case {number} of seed {FuzzLimits.Seed} {what}. Run it alone with T2L_FUZZ_SEED={FuzzLimits.Seed} T2L_FUZZ_FIRST={number} T2L_FUZZ_CASES=1. {thrown}";

    private string Summary(IReadOnlyList<FuzzFile> files, double[] costs, TimeSpan elapsed)
    {
        var lengths = string.Join(" + ", files.Select(f => f.Bytes.Length));
        var kinds = string.Join(", ", _kinds.OrderByDescending(k => k.Value).Select(k => $"{k.Key} {k.Value}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"{Loader}: {FuzzLimits.Cases} files of seed {FuzzLimits.Seed} in {elapsed.TotalSeconds:F1} s, made of sound ones of {lengths} bytes. "
            + $"{_accepted} read, {FuzzLimits.Cases - _accepted} refused. Slowest {_slowest.TotalMilliseconds:F0} ms. "
            + $"Memory: at most {_worstShare:P0} of what is allowed; a sound file takes {costs.Max():F1} times its length. {kinds}");
    }
}
