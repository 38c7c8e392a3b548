using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Adapters.Uploads;

namespace T2L.Api.Exchange;

/// <summary>What was sent: the adapter, and what a form said of it.</summary>
/// <param name="Adapter">The adapter; nothing of the upload is on the disk any more.</param>
/// <param name="Fields">Fields of the form; empty for other uploads.</param>
internal sealed record ReceivedAdapter(AnyAdapter Adapter, IReadOnlyDictionary<string, string> Fields);

/// <summary>Receives an adapter: a zip of a folder, the files of a folder as a form, or the file of an SVF expert.</summary>
internal sealed class AdapterUpload(IOptions<ApiOptions> options)
{
    private const int BufferBytes = 1 << 17;

    /// <summary>Reads the request's body, through a temporary folder that is gone afterwards.</summary>
    /// <exception cref="UploadException">It is refused; nothing of it stays.</exception>
    public async Task<ReceivedAdapter> ReceiveAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var most = options.Value.MaxUploadBytes;
        RefuseEarly(http.Request, most);
        using var body = new UploadBody(http.Request.Body, most);
        var (folder, limits) = options.Value.NewUploadFolder();
        using (folder)
        {
            try
            {
                var fields = await ReceiveAsync(http.Request, body, folder, limits, cancellationToken);
                return new ReceivedAdapter(folder.Read(), fields);
            }
            catch (AdapterFormatException error)
            {
                throw Refused(error);
            }
        }
    }

    /// <summary>The refusal of what arrived, by whichever way.</summary>
    public static UploadException Refused(AdapterFormatException error) => new(
        error.Error == AdapterFormatError.FileTooLarge ? ErrorCode.RequestTooLarge : ErrorCode.UploadRefused, $"The upload is refused: {error.Message} Nothing of it was kept.", error);

    private static void RefuseEarly(HttpRequest request, long most)
    {
        if (request.Headers.ContentEncoding.Any(coding => !string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase)))
            throw new UploadException(ErrorCode.UnsupportedMediaType, $"Content-Encoding is '{request.Headers.ContentEncoding}'; an upload is sent as it is.");
        if (request.ContentLength > most)
            throw UploadBody.TooLarge(most);
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReceiveAsync(
        HttpRequest request, UploadBody body, UploadFolder folder, UploadLimits limits, CancellationToken cancellationToken)
    {
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var type);
        switch (type?.MediaType.Value?.ToLowerInvariant())
        {
            case "multipart/form-data":
                var fields = await FormUpload.ReceiveAsync(type, body, folder, cancellationToken);
                DigestHeader.Check(request, body.Hash());
                return fields;
            case "application/zip" or "application/x-zip-compressed":
                await UnpackAsync(request, body, folder, limits, cancellationToken);
                return new Dictionary<string, string>();
            case "application/octet-stream" or "application/vnd.safetensors" or "application/x-safetensors":
                await folder.AddAsync(SvfExpertFile.Name, body, cancellationToken);
                DigestHeader.Check(request, body.Hash());
                return new Dictionary<string, string>();
            default:
                throw new UploadException(ErrorCode.UnsupportedMediaType,
                    $"Content-Type is '{request.ContentType}'; expected application/zip (a PEFT folder), multipart/form-data (its files), or application/octet-stream (the safetensors file of an SVF expert).");
        }
    }

    private static async Task UnpackAsync(HttpRequest request, UploadBody body, UploadFolder folder, UploadLimits limits, CancellationToken cancellationToken)
    {
        await using var archive = new FileStream(
            Path.Combine(folder.Path, "upload.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await body.CopyToAsync(archive, BufferBytes, cancellationToken);
        // Before anything in it is looked at.
        DigestHeader.Check(request, body.Hash());
        await ZipUpload.UnpackAsync(archive, folder, limits, cancellationToken);
    }
}
