namespace T2L.Hub.Cache;

/// <summary>The disk below the cache.</summary>
internal static class Disk
{
    /// <summary>Bytes that may still be written where a folder lies or would lie.</summary>
    public static long FreeBytes(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
            folder = parent;
        return new DriveInfo(folder).AvailableFreeSpace;
    }
}
