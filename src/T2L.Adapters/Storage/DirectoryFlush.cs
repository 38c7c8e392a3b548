using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace T2L.Adapters.Storage;

/// <summary>Makes a rename survive a loss of power: the new name is an entry of the folder, and the folder is flushed apart from the file.</summary>
internal static partial class DirectoryFlush
{
    private const int ReadOnlyCloseOnExec = 0x80000; // O_RDONLY | O_CLOEXEC, the same on x64 and arm64

    /// <summary>Flushes a folder's entries. .NET opens no folders, hence the call below; elsewhere than on Linux nothing is done.</summary>
    public static void Flush(string directory)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var descriptor = Open(directory, ReadOnlyCloseOnExec);
        if (descriptor < 0)
            return; // a folder that may be written but not read: the rename holds, only its flush is left to the system
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            RandomAccess.FlushToDisk(handle);
        }
        catch (IOException)
        {
            // Some network file systems refuse to flush folders. The file is there and whole.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
