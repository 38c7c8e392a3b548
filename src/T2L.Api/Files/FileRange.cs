using Microsoft.Net.Http.Headers;

namespace T2L.Api.Files;

/// <summary>The part of a file that a request asks for.</summary>
/// <param name="Start">First byte.</param>
/// <param name="Length">How many.</param>
internal readonly record struct FileRange(long Start, long Length)
{
    /// <summary>Reads <c>Range</c> and <c>If-Range</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="total">The file's length.</param>
    /// <param name="tag">The file's tag.</param>
    /// <returns>Null for the whole file, which also answers what cannot be read, several parts at once, and who has another file; a length of 0 where the file has no such part.</returns>
    public static FileRange? Of(HttpRequest request, long total, EntityTagHeaderValue tag)
    {
        var headers = request.GetTypedHeaders();
        if (headers.Range is not { Unit.Value: "bytes", Ranges.Count: 1 } asked)
            return null;
        // A date says nothing here: files never change.
        if (headers.IfRange is { } condition && condition.EntityTag?.Compare(tag, useStrongComparison: true) != true)
            return null;
        var range = asked.Ranges.Single();
        var (start, end) = range.From is { } from ? (from, Math.Min(range.To ?? total - 1, total - 1)) : (Math.Max(0, total - range.To!.Value), total - 1);
        return start >= total || start > end ? new FileRange(0, 0) : new FileRange(start, end - start + 1);
    }
}
