namespace T2L.Adapters.Tests.Hostile;

/// <summary>What every refusal has in common.</summary>
internal static class Refusal
{
    // The largest inputs of the collections have some 10 MB and are read as they are.
    private const long MaxAllocated = 192 << 20;

    /// <summary>Reads a hostile file and checks kind and words of its refusal, and that little memory was taken on the way.</summary>
    public static AdapterFormatException Of(HostileFile file, Action<byte[]> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<AdapterFormatException>(() => read(file.Bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);

        Assert.Contains(file.Says, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(file.Error, refusal.Error);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
        return refusal;
    }

    public static TheoryData<string> Names(IEnumerable<HostileFile> files) => new(files.Select(f => f.Name));
}
