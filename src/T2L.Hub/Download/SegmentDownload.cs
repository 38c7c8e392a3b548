using System.Buffers;
using T2L.Hub.Protocol;
using T2L.Hub.Transport;

namespace T2L.Hub.Download;

/// <summary>Fetches one range of a blob, going on where a connection ended.</summary>
internal sealed class SegmentDownload(HubConnection connection, HubOptions options, BlobSource source, PartialFile partial, Action<long> received)
{
    private const int BufferBytes = 256 << 10;
    private const long NoteEvery = 4 << 20;

    /// <summary>Fetches a range.</summary>
    /// <param name="segment">The range.</param>
    /// <param name="mayRepeat">Whether a server that ignores ranges may send everything again; then what is there already is skipped.</param>
    /// <param name="cancellation">Ends it; what arrived is noted.</param>
    public async Task RunAsync(ByteRange segment, bool mayRepeat, CancellationToken cancellation)
    {
        var backoff = new Backoff(options, $"'{source.File.Path}' of {source.Repository.Repository}");
        for (var position = segment.Start; position < segment.End;)
        {
            var before = position;
            try
            {
                await OnceAsync(segment with { Start = position }, mayRepeat, got => position = got, cancellation);
            }
            catch (TransientException failure)
            {
                source.Forget();
                if (position > before)
                    backoff.Progressed();
                await backoff.WaitAsync(failure, cancellation);
            }
        }
    }

    private async Task OnceAsync(ByteRange range, bool mayRepeat, Action<long> reached, CancellationToken cancellation)
    {
        var (whole, file) = (range.Start == 0 && range.End == partial.Size, source.File);
        ByteRange? asked = whole ? null : range;
        using var guard = new StallGuard(options, cancellation);
        using var answer = await connection.AskAsync(source.Request(asked), guard);
        AnswerCheck.Linked(answer.Linked, file, source.Commit);
        var skip = 0L;
        if (AnswerCheck.IsWhole(answer.Response, asked, file))
            skip = mayRepeat ? range.Start : throw new RangesIgnoredException();
        source.Remember(answer);
        var stream = await guard.RunAsync(new ValueTask<Stream>(answer.Response.Content.ReadAsStreamAsync(guard.Token)));
        await SkipAsync(stream, skip, guard);
        await CopyAsync(stream, range, endsThere: !mayRepeat || range.End == partial.Size, guard, reached);
    }

    private static async Task SkipAsync(Stream stream, long bytes, StallGuard guard)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (bytes > 0)
                bytes -= await guard.RunAsync(stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, bytes)), guard.Token)) is var read and > 0
                    ? read
                    : throw new TransientException("the connection ended early");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task CopyAsync(Stream stream, ByteRange range, bool endsThere, StallGuard guard, Action<long> reached)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var (position, noted) = (range.Start, range.Start);
        try
        {
            while (position < range.End)
            {
                var read = await guard.RunAsync(stream.ReadAsync(buffer, guard.Token));
                if (read == 0)
                    throw new TransientException("the connection ended early");
                if (endsThere && read > range.End - position)
                    throw AnswerCheck.TooLong(source.File);
                read = (int)Math.Min(read, range.End - position);
                partial.Write(position, buffer.AsSpan(0, read));
                reached(position += read);
                received(read);
                if (position - noted >= NoteEvery)
                    noted = Note(noted, position);
            }
            if (endsThere && await guard.RunAsync(stream.ReadAsync(buffer, guard.Token)) > 0)
                throw AnswerCheck.TooLong(source.File);
        }
        finally
        {
            Note(noted, position);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private long Note(long from, long to)
    {
        partial.Note(new(from, to));
        return to;
    }
}
