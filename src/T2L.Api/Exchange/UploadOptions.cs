using System.ComponentModel.DataAnnotations;
using T2L.Adapters.Uploads;

namespace T2L.Api.Exchange;

/// <summary>Section <c>Api:Upload</c>: what is taken of an adapter that somebody sends, beside <c>Api:MaxUploadBytes</c>. All of it is counted while it arrives and while it is unpacked.</summary>
public sealed class UploadOptions
{
    /// <summary>Bytes of one file, unpacked; all together may have <see cref="ApiOptions.MaxUploadBytes"/>. Default 536,870,912.</summary>
    [Range(1024, int.MaxValue)]
    public int MaxFileBytes { get; set; } = 536870912;

    /// <summary>Files and folders of an upload, those that are passed over included. Default 256.</summary>
    [Range(1, 10000)]
    public int MaxEntries { get; set; } = 256;

    /// <summary>How many times larger than packed a file may be. Default 100; a deflate stream reaches 1,032.</summary>
    [Range(2, 2000)]
    public int MaxRatio { get; set; } = 100;

    /// <summary>Where uploads lie until they are read. Default empty: the system's folder for temporary files.</summary>
    public string TemporaryFolder { get; set; } = "";
}

/// <summary>Where uploads are read.</summary>
internal static class UploadFolders
{
    /// <summary>A new folder for one upload, and how much it takes.</summary>
    public static (UploadFolder Folder, UploadLimits Limits) NewUploadFolder(this ApiOptions options)
    {
        var upload = options.Upload;
        var limits = new UploadLimits(options.MaxUploadBytes, upload.MaxFileBytes, upload.MaxEntries, upload.MaxRatio);
        return (UploadFolder.Create(upload.TemporaryFolder.Length > 0 ? upload.TemporaryFolder : Path.GetTempPath(), limits), limits);
    }
}
