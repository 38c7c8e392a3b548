using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace T2L.Registry.Native;

/// <summary>
/// An advisory lock on a file (flock). The kernel drops it when its holder ends in whatever way, so it never goes stale;
/// a shell reaches the same lock with the command <c>flock</c>.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly SafeFileHandle _file;

    private FileLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock if it is free now; makes the file where it is missing.</summary>
    /// <returns>The lock; null when it is held elsewhere.</returns>
    internal static FileLock? Try(string path, bool shared) => Take(Posix.OpenForLock(path, create: true), path, shared);

    /// <summary>Takes the lock if it is free now. Makes nothing: the directory may be going away.</summary>
    /// <returns>The lock; null when it is held elsewhere.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    internal static FileLock? TryExisting(string path, bool shared) => Take(Posix.OpenForLock(path, create: false), path, shared);

    /// <summary>Waits for the lock; makes the file where it is missing.</summary>
    /// <returns>The lock; null when the time is over.</returns>
    internal static async Task<FileLock?> WaitAsync(string path, bool shared, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (true)
        {
            if (Try(path, shared) is { } taken)
                return taken;
            if (Environment.TickCount64 >= end)
                return null;
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether somebody holds the lock alone.</summary>
    internal static bool IsHeld(string path)
    {
        try
        {
            using var free = TryExisting(path, shared: true);
            return free is null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Waits until nobody holds the lock alone.</summary>
    /// <returns>False when the time is over.</returns>
    internal static async Task<bool> WaitUntilFreeAsync(string path, TimeSpan timeout)
    {
        var end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (IsHeld(path))
        {
            if (Environment.TickCount64 >= end)
                return false;
            await Task.Delay(Pause).ConfigureAwait(false);
        }

        return true;
    }

    private static FileLock? Take(SafeFileHandle file, string path, bool shared)
    {
        var operation = (shared ? Posix.LockShared : Posix.LockExclusive) | Posix.LockNonBlocking;
        if (Posix.Lock((int)file.DangerousGetHandle(), operation) == 0)
            return new FileLock(file);
        var error = Marshal.GetLastPInvokeError();
        file.Dispose();
        return error is Posix.WouldBlock or Posix.Interrupted ? null : throw Posix.Failure("flock", path, error);
    }

    public void Dispose() => _file.Dispose();
}
