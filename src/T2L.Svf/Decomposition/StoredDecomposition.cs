using System.Collections.Concurrent;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Svf;
using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Svf.Decomposition;

/// <summary>A decomposition on the disk: its list is checked on opening, each matrix when it is first wanted, by length and by hash.</summary>
public sealed class StoredDecomposition : IDisposable
{
    private readonly string _directory;
    private readonly ConcurrentDictionary<string, OpenMatrix> _matrices = new(StringComparer.Ordinal);

    private StoredDecomposition(string directory, DecompositionManifest manifest) => (_directory, Manifest) = (directory, manifest);

    /// <summary>What the decomposition holds.</summary>
    public DecompositionManifest Manifest { get; }

    /// <summary>Opens a folder; no matrix is read.</summary>
    /// <param name="directory">The folder.</param>
    /// <returns>The decomposition.</returns>
    /// <exception cref="AdapterFormatException">The list is missing, damaged, or contradicts itself.</exception>
    public static StoredDecomposition Open(string directory) => new(directory, DecompositionManifestFile.Read(directory));

    /// <summary>S of a matrix.</summary>
    /// <param name="name">The weight's whole name.</param>
    /// <returns>The singular values, descending.</returns>
    /// <exception cref="AdapterFormatException">There is no such matrix, or its file is missing or damaged.</exception>
    public ReadOnlySpan<float> SingularValues(string name) => Find(name).SingularValues;

    /// <summary>The kept side of a matrix.</summary>
    /// <param name="name">The weight's whole name.</param>
    /// <param name="dtype">Number format of the result; default float32.</param>
    /// <param name="device">Where to; default the CPU.</param>
    /// <returns>V, shape [in, k], or U, shape [out, k]; independent of the file.</returns>
    /// <exception cref="AdapterFormatException">There is no such matrix, or its file is missing or damaged.</exception>
    public Tensor ReadBasis(string name, ScalarType dtype = ScalarType.Float32, Device? device = null)
    {
        var (file, _) = Find(name);
        using var scope = NewDisposeScope();
        var info = file.Tensors[MatrixFile.Basis];
        var landing = empty([.. info.Shape], dtype: info.DType.ToScalarType());
        file.CopyTo(MatrixFile.Basis, 0, landing.bytes);
        // The hash says that the file is the one the list means, not that the list means well.
        if (!landing.isfinite().all().item<bool>())
            throw new AdapterFormatException(AdapterFormatError.NotFinite, $"{MatrixFile.Basis} of '{name}' holds NaN or infinity.", file.Name, MatrixFile.Basis);
        return landing.to(dtype).to(device ?? CPU).MoveToOuterDisposeScope();
    }

    /// <summary>Reads every file and compares lengths and hashes.</summary>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="AdapterFormatException">A file is missing or damaged.</exception>
    public void Verify(CancellationToken cancellationToken = default)
    {
        foreach (var matrix in Manifest.Matrices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Find(matrix.Name.Value);
        }
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var matrix in _matrices.Values)
            matrix.File?.Dispose();
    }

    // Several threads may ask; a matrix is checked once, and while it is, the others can be had.
    private (SafetensorsFile File, float[] SingularValues) Find(string name)
    {
        var matrix = Manifest.Find(name)
            ?? throw new AdapterFormatException(AdapterFormatError.MissingTensor, $"the decomposition has no '{name}'; its targets are {SvfTargets.Show(Manifest.Targets)}.", _directory, name);
        var open = _matrices.GetOrAdd(name, _ => new OpenMatrix());
        lock (open)
        {
            if (open.File is null)
                (open.File, open.SingularValues) = Checked(matrix);
            return (open.File, open.SingularValues);
        }
    }

    private (SafetensorsFile File, float[] SingularValues) Checked(SvfMatrix matrix)
    {
        var file = SafetensorsFile.Open(Path.Combine(_directory, matrix.FileName));
        try
        {
            MatrixFile.Check(file, matrix.Name, matrix.Rows, matrix.Columns, Manifest.DType);
            CheckHash(file, matrix);
            return (file, MatrixFile.ReadSingularValues(file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void CheckHash(SafetensorsFile file, SvfMatrix matrix)
    {
        var digest = Digest.OfFile(file.Name);
        if (digest != matrix.FileDigest)
        {
            throw new AdapterFormatException(AdapterFormatError.ChecksumMismatch,
                $"the file is {digest}; {DecompositionManifest.FileName} says {matrix.FileDigest}. Delete {DecompositionManifest.FileName} and this file, and decompose again into the same folder.", file.Name);
        }
    }
    /// <summary>A matrix whose file may be open; locked while it is opened.</summary>
    private sealed class OpenMatrix
    {
        public SafetensorsFile? File { get; set; }

        public float[] SingularValues { get; set; } = [];
    }
}
