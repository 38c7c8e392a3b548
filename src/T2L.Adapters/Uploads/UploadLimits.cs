namespace T2L.Adapters.Uploads;

/// <summary>How much of an upload is taken. Everything is counted while it arrives; what a header announces is only ever a reason to refuse sooner.</summary>
/// <param name="MaxBytes">Bytes of all files together, unpacked.</param>
/// <param name="MaxFileBytes">Bytes of one file, unpacked.</param>
/// <param name="MaxEntries">Files and folders, those that are passed over included.</param>
/// <param name="MaxRatio">How many times larger than packed a file may be.</param>
public sealed record UploadLimits(long MaxBytes, long MaxFileBytes, int MaxEntries, int MaxRatio);
