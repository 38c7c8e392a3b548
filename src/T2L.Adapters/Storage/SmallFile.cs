using T2L.Adapters.Json;

namespace T2L.Adapters.Storage;

/// <summary>Reads a configuration file whole, after looking at its length.</summary>
internal static class SmallFile
{
    public static byte[] Read(string path)
    {
        using var handle = MappedBytes.OpenForReading(path);
        var length = RandomAccess.GetLength(handle);
        if (length > JsonObjectReader.MaxBytes)
        {
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge,
                $"the file has {length} bytes, the limit is {JsonObjectReader.MaxBytes}.", path);
        }

        var bytes = new byte[length];
        var read = RandomAccess.Read(handle, bytes, 0);
        return read == length ? bytes : bytes[..read];
    }
}
