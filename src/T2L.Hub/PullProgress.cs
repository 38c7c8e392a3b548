namespace T2L.Hub;

/// <summary>How far a pull is.</summary>
/// <param name="Bytes">Bytes that are there.</param>
/// <param name="TotalBytes">Bytes there will be.</param>
/// <param name="Files">Files that are finished.</param>
/// <param name="TotalFiles">Files there will be.</param>
/// <param name="BytesPerSecond">What came over the network in the last seconds.</param>
/// <param name="Elapsed">Since the beginning.</param>
/// <param name="Remaining">At that rate; null while there is none.</param>
public sealed record PullProgress(long Bytes, long TotalBytes, int Files, int TotalFiles, double BytesPerSecond, TimeSpan Elapsed, TimeSpan? Remaining);
