using T2L.Adapters;

namespace T2L.Embedding.Tokenization;

/// <summary>Reads small files whole, and refuses those that are not small.</summary>
internal static class BoundedFile
{
    /// <summary>The largest tokenizer in use has about 17 MB.</summary>
    public const long MaxBytes = 64 << 20;

    public static byte[] Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MaxBytes)
                throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the file has {stream.Length} bytes, the limit is {MaxBytes}.", path);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AdapterFormatException(AdapterFormatError.FileUnreadable, $"the file cannot be read: {e.Message}", path, inner: e);
        }
    }
}
