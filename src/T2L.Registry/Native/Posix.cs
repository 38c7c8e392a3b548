using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace T2L.Registry.Native;

/// <summary>The few system calls that .NET has no name for. The numbers are Linux's.</summary>
internal static partial class Posix
{
    internal const int LockShared = 1;
    internal const int LockExclusive = 2;
    internal const int LockNonBlocking = 4;
    internal const int WouldBlock = 11;
    internal const int Interrupted = 4;
    private const int NoSuchEntry = 2;
    internal const int InterruptSignal = 2;
    internal const int QuitSignal = 3;
    private const int InvalidArgument = 22;
    private const int ReadOnlyFlag = 0;
    private const int CreateFlag = 0x40;
    private const int CloseOnExecuteFlag = 0x80000;
    private const uint ReadableByAll = 0x1A4; // 0644

    internal static bool Available => OperatingSystem.IsLinux();

    internal static bool IsRoot => Available && GetEffectiveUser() == 0;

    /// <summary>Makes a rename or a new name in this directory survive a power cut.</summary>
    internal static void FlushDirectory(string directory)
    {
        // Some file systems (network, FUSE) refuse fsync on a directory with EINVAL and order renames themselves.
        WithDirectory(directory, "fsync", static handle => Flush(handle) == 0 || Marshal.GetLastPInvokeError() == InvalidArgument);
    }

    /// <summary>Makes everything written to this directory's file system survive a power cut: one call where thousands of files are new.</summary>
    internal static void FlushFileSystem(string directory) =>
        WithDirectory(directory, "syncfs", static handle => FlushAll(handle) == 0);

    private static void WithDirectory(string directory, string call, Func<int, bool> flush)
    {
        if (!Available)
            return; // elsewhere the file system's own journal has to do
        var handle = Open(directory, ReadOnlyFlag | CloseOnExecuteFlag, 0);
        if (handle < 0)
            throw Failure("open", directory);
        try
        {
            if (!flush(handle))
                throw Failure(call, directory);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>Opens or makes a file that is only there to be locked. .NET's own opening takes locks that get in the way.</summary>
    internal static SafeFileHandle OpenForLock(string path, bool create)
    {
        var handle = Open(path, ReadOnlyFlag | CloseOnExecuteFlag | (create ? CreateFlag : 0), ReadableByAll);
        if (handle >= 0)
            return new SafeFileHandle(handle, ownsHandle: true);
        throw !create && Marshal.GetLastPInvokeError() == NoSuchEntry ? new FileNotFoundException(null, path) : Failure("open", path);
    }

    /// <summary>Gives a file to another user; only root may.</summary>
    internal static void ChangeOwner(string path, uint user, uint group)
    {
        if (ChangeOwnerOfLink(path, user, group) != 0)
            throw Failure("chown", path);
    }

    internal static IOException Failure(string call, string path, int? error = null) =>
        new($"{call} of '{path}' failed: {Marshal.GetPInvokeErrorMessage(error ?? Marshal.GetLastPInvokeError())}.");

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int handle, int operation);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int FlushAll(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwnerOfLink(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();
}
