using System.Runtime.InteropServices;

namespace T2L.Registry.Native;

/// <summary>The few system calls that .NET has no name for. Linux and macOS; callers check <see cref="Available"/>.</summary>
internal static partial class Posix
{
    internal const int LockShared = 1;
    internal const int LockExclusive = 2;
    internal const int LockNonBlocking = 4;
    internal const int LockRelease = 8;
    private const int ReadOnlyFlag = 0;

    internal static bool Available => !OperatingSystem.IsWindows();

    internal static bool IsRoot => Available && GetEffectiveUser() == 0;

    internal static uint UserId => GetEffectiveUser();

    /// <summary>Makes a rename or a new name in this directory survive a power cut.</summary>
    internal static void FlushDirectory(string directory)
    {
        if (!Available)
            return; // NTFS writes its own journal; there is no call for it
        var handle = Open(directory, ReadOnlyFlag);
        if (handle < 0)
            throw Failure("open", directory);
        try
        {
            // Some file systems (network, FUSE) refuse fsync on a directory with EINVAL and order renames themselves.
            if (Flush(handle) != 0 && Marshal.GetLastPInvokeError() is not InvalidArgument)
                throw Failure("fsync", directory);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>Gives a file to another user; only root may.</summary>
    internal static void ChangeOwner(string path, uint user, uint group)
    {
        if (ChangeOwnerOfLink(path, user, group) != 0)
            throw Failure("chown", path);
    }

    internal static IOException Failure(string call, string path) =>
        new($"{call} of '{path}' failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    private const int InvalidArgument = 22;

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int handle, int operation);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwnerOfLink(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();
}
