namespace T2L.Hub.Protocol;

/// <summary>One file as the list gives it.</summary>
/// <param name="Path">Its path, checked.</param>
/// <param name="Size">Bytes; null where a mirror does not say.</param>
/// <param name="Hash">Of its content; null where a mirror does not say.</param>
internal sealed record ListedFile(string Path, long? Size, ContentHash? Hash);
