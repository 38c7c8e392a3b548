using T2L.Adapters.Peft;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Storage;

namespace T2L.Adapters.Svf;

/// <summary>An expert at rest: one safetensors file with the raw vectors, its manifest in the file's metadata.</summary>
public static class SvfExpertFile
{
    /// <summary>The name of the file where an expert is kept as files of a registry.</summary>
    public const string Name = "svf_expert.safetensors";

    /// <summary>Reads and checks an expert.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The expert, independent of the file.</returns>
    /// <exception cref="AdapterFormatException">The file is missing, damaged, or no expert.</exception>
    public static SvfExpert Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return Read(file);
    }

    /// <summary>Reads and checks an expert that is in memory.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <returns>The expert, independent of the bytes.</returns>
    /// <exception cref="AdapterFormatException">The bytes are no expert.</exception>
    public static SvfExpert Read(ReadOnlyMemory<byte> bytes, string name)
    {
        using var file = SafetensorsFile.FromBytes(bytes, name);
        return Read(file);
    }

    /// <summary>Writes an expert under a temporary name, then renames it.</summary>
    /// <param name="path">The file; an existing one is replaced. Missing folders are made.</param>
    /// <param name="expert">The expert.</param>
    public static void Write(string path, SvfExpert expert) => AtomicFile.Write(path, ToBytes(expert));

    /// <summary>The bytes of an expert's file. Equal experts give equal bytes.</summary>
    /// <param name="expert">The expert.</param>
    /// <returns>The whole file.</returns>
    public static byte[] ToBytes(SvfExpert expert)
    {
        ArgumentNullException.ThrowIfNull(expert);
        return SafetensorsWriter.ToBytes(expert.Vectors, SvfMetadata.Of(expert.Manifest));
    }

    /// <summary>The files of an expert: this one.</summary>
    /// <param name="expert">The expert.</param>
    /// <returns>One file called <see cref="Name"/>.</returns>
    public static IReadOnlyList<PeftFile> ToFiles(SvfExpert expert) => [new PeftFile(Name, ToBytes(expert))];

    /// <summary>The expert's identity: the digest of the manifest of its files, as a LoRA's is.</summary>
    /// <param name="expert">The expert.</param>
    /// <returns>The digest.</returns>
    public static Digest DigestOf(SvfExpert expert)
    {
        ArgumentNullException.ThrowIfNull(expert);
        return expert.Digest;
    }

    private static SvfExpert Read(SafetensorsFile file)
    {
        var manifest = SvfMetadata.Parse(file.Metadata, file.Name);
        var vectors = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var tensor in file.Tensors.Values)
        {
            // Looked at before the bytes are copied: a file may announce any length.
            if (tensor.ElementCount > SvfExpert.MaxLength)
            {
                throw new AdapterFormatException(AdapterFormatError.ShapeMismatch,
                    $"'{tensor.Name}' is {TensorShape.Show(tensor.Shape)}; expected [k], one number for each of at most {SvfExpert.MaxLength} singular values.", file.Name, tensor.Name);
            }

            vectors.Add(tensor.Name, file.Read(tensor.Name));
        }

        return new SvfExpert(manifest, vectors, file.Name);
    }
}
