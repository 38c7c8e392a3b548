using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using T2L.Adapters.Uploads;

namespace T2L.Api.Exchange;

/// <summary>The files of a folder, sent as a form: parts with a file name are files, the others are fields.</summary>
internal static class FormUpload
{
    private const int MaxBoundary = 70, MaxFieldBytes = 1 << 15, MaxFields = 16, MaxHeaders = 16, MaxHeaderBytes = 8192;

    public static async Task<IReadOnlyDictionary<string, string>> ReceiveAsync(
        MediaTypeHeaderValue type, UploadBody body, UploadFolder folder, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > MaxBoundary)
            throw new UploadException(ErrorCode.UploadRefused, $"Content-Type has a boundary of {boundary?.Length ?? 0} characters; expected 1 to {MaxBoundary}, as the parts of the form are parted by.");
        try
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            var reader = new MultipartReader(boundary, body) { HeadersCountLimit = MaxHeaders, HeadersLengthLimit = MaxHeaderBytes };
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } part)
                await TakeAsync(part, fields, folder, cancellationToken);
            await body.CopyToAsync(Stream.Null, cancellationToken); // what follows the form is part of what was sent
            return fields;
        }
        catch (Exception error) when (error is (IOException or InvalidDataException) and not BadHttpRequestException)
        {
            throw new UploadException(ErrorCode.UploadRefused, "The form ends before its last boundary, or a part has no headers. Nothing of it was kept; send it again, whole.", error);
        }
    }

    private static async Task TakeAsync(MultipartSection part, Dictionary<string, string> fields, UploadFolder folder, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
            throw new UploadException(ErrorCode.UploadRefused, "A part of the form has no Content-Disposition, so nothing says which file it is.");
        var file = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
        if (!string.IsNullOrEmpty(file))
        {
            await folder.AddAsync(file, part.Body, cancellationToken);
            return;
        }
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        if (fields.Count == MaxFields || !fields.TryAdd(name, await TextAsync(name, part.Body, cancellationToken)))
            throw new UploadException(ErrorCode.UploadRefused, $"The form has the field '{name}' twice, or more than {MaxFields} fields.");
    }

    private static async Task<string> TextAsync(string name, Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxFieldBytes + 1];
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (read > MaxFieldBytes)
            throw new UploadException(ErrorCode.UploadRefused, $"The form's field '{name}' has more than {MaxFieldBytes} bytes.");
        return Encoding.UTF8.GetString(bytes, 0, read);
    }
}
