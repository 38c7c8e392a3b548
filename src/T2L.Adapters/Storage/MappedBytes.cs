using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace T2L.Adapters.Storage;

/// <summary>Bytes at a fixed address: a file mapped into memory, or a pinned buffer. Addresses are valid until disposal.</summary>
internal sealed unsafe class MappedBytes : IDisposable
{
    private readonly Action _release;
    private readonly SafeFileHandle? _handle; // null for a buffer
    private byte* _start;
    private bool _disposed;

    private MappedBytes(byte* start, long length, Action release, SafeFileHandle? handle = null)
    {
        _start = start;
        Length = length;
        _release = release;
        _handle = handle;
    }

    public long Length { get; }

    /// <summary>Maps a whole file for reading.</summary>
    public static MappedBytes Map(string path)
    {
        var handle = OpenForReading(path);
        var length = RandomAccess.GetLength(handle);
        if (length == 0)
            return new MappedBytes(null, 0, handle.Dispose);

        var file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        return new MappedBytes(pointer + view.PointerOffset, length, () =>
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
            handle.Dispose();
        }, handle);
    }

    /// <summary>Pins a buffer.</summary>
    public static MappedBytes Pin(ReadOnlyMemory<byte> bytes)
    {
        var pin = bytes.Pin();
        return new MappedBytes((byte*)pin.Pointer, bytes.Length, pin.Dispose);
    }

    public nint Address(long offset)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return (nint)(_start + offset);
    }

    /// <summary>Copies bytes out; those of a file are read, so that their pages do not count as memory of this process.</summary>
    public void CopyTo(long offset, Span<byte> target)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_handle is null)
        {
            new ReadOnlySpan<byte>(_start + offset, target.Length).CopyTo(target);
            return;
        }
        while (target.Length > 0)
        {
            int count = RandomAccess.Read(_handle, target, offset);
            if (count == 0)
                throw new EndOfStreamException("the file was shortened while it was read.");
            target = target[count..];
            offset += count;
        }
    }

    public ReadOnlySpan<byte> Span(long offset, int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new ReadOnlySpan<byte>(_start + offset, length);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _start = null;
        _release();
    }

    /// <summary>Opens a file, with the refusals of <see cref="AdapterFormatException"/> where that does not work.</summary>
    public static SafeFileHandle OpenForReading(string path)
    {
        try
        {
            return File.OpenHandle(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AdapterFormatException(AdapterFormatError.FileMissing, $"no such file: '{path}'.", path, inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdapterFormatException(AdapterFormatError.FileUnreadable, $"'{path}' cannot be read: {e.Message}", path, inner: e);
        }
    }
}
