namespace T2L.Hub.Protocol;

/// <summary>Bytes of a file from <paramref name="Start"/> up to, but without, <paramref name="End"/>.</summary>
internal readonly record struct ByteRange(long Start, long End)
{
    public long Length => End - Start;
}
