using T2L.Hub.Protocol;

namespace T2L.Hub.Download;

/// <summary>Bytes that are there, as ranges that neither touch nor overlap, in order.</summary>
internal sealed class RangeSet
{
    private readonly List<ByteRange> _ranges = [];

    public IReadOnlyList<ByteRange> Ranges => _ranges;

    public long Total => _ranges.Sum(range => range.Length);

    /// <summary>Bytes from the beginning without a gap.</summary>
    public long Prefix => _ranges is [{ Start: 0 } first, ..] ? first.End : 0;

    public void Clear() => _ranges.Clear();

    public void Add(ByteRange range)
    {
        if (range.Length <= 0)
            return;
        var at = _ranges.FindIndex(other => other.End >= range.Start);
        at = at < 0 ? _ranges.Count : at;
        while (at < _ranges.Count && _ranges[at].Start <= range.End)
        {
            range = new(Math.Min(range.Start, _ranges[at].Start), Math.Max(range.End, _ranges[at].End));
            _ranges.RemoveAt(at);
        }
        _ranges.Insert(at, range);
    }

    /// <summary>What a file of a size still lacks, in pieces of at most <paramref name="longest"/> bytes.</summary>
    public IReadOnlyList<ByteRange> Missing(long size, long longest)
    {
        var missing = new List<ByteRange>();
        long position = 0;
        foreach (var range in _ranges.Append(new(size, size)))
        {
            for (; position < range.Start; position = missing[^1].End)
                missing.Add(new(position, position + Math.Min(longest, range.Start - position)));
            position = Math.Max(position, range.End);
        }
        return missing;
    }
}
