using T2L.Adapters.Storage;
using T2L.Training.Rows;

namespace T2L.Training.Bundles;

/// <summary>Writes the files of a bundle: each whole, and only where it says something new, so that a second run changes nothing.</summary>
internal sealed class BundleFiles
{
    /// <summary>Files that were written because they were missing or different.</summary>
    public int Written { get; private set; }

    /// <summary>Files of the bundle.</summary>
    public int Count { get; private set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes a file under a temporary name, then renames it.</summary>
    public void Write(string path, byte[] content)
    {
        (Count, Bytes) = (Count + 1, Bytes + content.Length);
        if (new FileInfo(path) is { Exists: true } there && there.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            return;
        AtomicFile.Write(path, content);
        Written++;
    }

    /// <summary>Copies files of one folder into another.</summary>
    /// <exception cref="DataFormatException">One is missing.</exception>
    public void Copy(string from, string to, params IEnumerable<string> names)
    {
        foreach (var name in names)
            Write(Path.Combine(to, name), File.ReadAllBytes(Existing(from, name)));
    }

    /// <summary>Copies the weights of one folder into another, as float16.</summary>
    /// <exception cref="DataFormatException">The file is missing, or a number is too large.</exception>
    public void CopyHalved(string from, string to, string name) => Write(Path.Combine(to, name), HalfWeights.Of(Existing(from, name)));

    private static string Existing(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new DataFormatException(path, $"the file does not exist, though '{folder}' has a record of its training. Train that part again, or copy it whole.");
    }
}
