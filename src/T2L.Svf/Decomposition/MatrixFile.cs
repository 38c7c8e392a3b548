using System.Globalization;
using T2L.Adapters;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Svf;

namespace T2L.Svf.Decomposition;

/// <summary>The file of one decomposed matrix: <c>basis</c> and <c>singular_values</c>, and in the metadata what they were made from.</summary>
/// <remarks>Nothing in it depends on names of folders or on time: the same base gives the same bytes, as far as the machine's arithmetic does.</remarks>
internal static class MatrixFile
{
    public const string Basis = "basis";
    public const string SingularValues = "singular_values";

    private const string Format = "t2l-svf-matrix";
    private const string Source = "source";

    /// <summary>Writes a matrix.</summary>
    /// <param name="directory">The decomposition's folder.</param>
    /// <param name="name">The weight.</param>
    /// <param name="baseDigest">Identity of the base model's folder.</param>
    /// <param name="source">How it was made: <c>svd</c>, or the digest of the file that it was taken from.</param>
    /// <param name="basis">The numbers.</param>
    public static void Write(string directory, SvfMatrixName name, Digest baseDigest, string source, SingularBasis basis) =>
        SafetensorsWriter.Write(
            Path.Combine(directory, SvfMatrix.FileNameOf(name)),
            new Dictionary<string, TensorData> { [Basis] = basis.Basis, [SingularValues] = basis.SingularValues },
            Metadata(name, baseDigest, source, ContentOf(basis.Basis.Bytes.Span, basis.SingularValues.Bytes.Span)));

    /// <summary>Whether a file is there, whole, and what <see cref="Write"/> would have begun with; any other one is made anew.</summary>
    public static bool IsWhole(string directory, SvfMatrixName name, long rows, long columns, TensorDType dtype, Digest baseDigest, string source)
    {
        var path = Path.Combine(directory, SvfMatrix.FileNameOf(name));
        if (!File.Exists(path))
            return false;
        try
        {
            using var file = SafetensorsFile.Open(path);
            Check(file, name, rows, columns, dtype);
            var expected = Metadata(name, baseDigest, source, ContentOf(file.Span(Basis), file.Span(SingularValues)));
            return expected.Count == file.Metadata.Count && expected.All(field => file.Metadata.GetValueOrDefault(field.Key) == field.Value);
        }
        catch (AdapterFormatException)
        {
            return false;
        }
    }

    /// <summary>How a file was made, as it says itself; empty where it says nothing.</summary>
    public static string SourceOf(string directory, SvfMatrixName name)
    {
        using var file = SafetensorsFile.Open(Path.Combine(directory, SvfMatrix.FileNameOf(name)));
        return file.Metadata.GetValueOrDefault(Source) ?? "";
    }

    /// <summary>Refuses a file whose tensors are not those of the matrix.</summary>
    public static void Check(SafetensorsFile file, SvfMatrixName name, long rows, long columns, TensorDType dtype)
    {
        var rank = Math.Min(rows, columns);
        CheckTensor(file, name, Basis, dtype, [SvfMatrix.SideOf(rows, columns) == SvfSide.V ? columns : rows, rank]);
        CheckTensor(file, name, SingularValues, TensorDType.F32, [rank]);
        if (file.Tensors.Count != 2)
            throw new AdapterFormatException(AdapterFormatError.UnknownTensor, $"the file holds {file.Tensors.Count} tensors; expected {Basis} and {SingularValues}.", file.Name);
    }

    /// <summary>The singular values, once they have been found finite, descending and not negative.</summary>
    public static float[] ReadSingularValues(SafetensorsFile file)
    {
        var values = file.Read(SingularValues).ToFloats();
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]) || values[i] < 0 || (i > 0 && values[i] > values[i - 1]))
            {
                throw new AdapterFormatException(AdapterFormatError.NotFinite, string.Create(CultureInfo.InvariantCulture,
                    $"{SingularValues} has {values[i]} at {i}; expected finite numbers of 0 or more, descending."), file.Name, SingularValues);
            }
        }

        return values;
    }

    private static void CheckTensor(SafetensorsFile file, SvfMatrixName name, string tensor, TensorDType dtype, long[] shape)
    {
        if (!file.Tensors.TryGetValue(tensor, out var info))
            throw new AdapterFormatException(AdapterFormatError.MissingTensor, $"there is no {tensor} for '{name}' in the file.", file.Name, tensor);
        if (info.DType != dtype || !info.Shape.SequenceEqual(shape))
        {
            throw new AdapterFormatException(AdapterFormatError.ShapeMismatch, string.Create(CultureInfo.InvariantCulture,
                $"{tensor} of '{name}' is {info.DType.SafetensorsName()} [{string.Join(", ", info.Shape)}]; expected {dtype.SafetensorsName()} [{string.Join(", ", shape)}]."), file.Name, tensor);
        }
    }

    private static Dictionary<string, string> Metadata(SvfMatrixName name, Digest baseDigest, string source, Digest content) => new(StringComparer.Ordinal)
    {
        ["format"] = Format,
        ["format_version"] = "1",
        ["weight"] = name.Value,
        ["base_digest"] = baseDigest.Value,
        [Source] = source,
        ["content"] = content.Value,
    };

    private static Digest ContentOf(ReadOnlySpan<byte> basis, ReadOnlySpan<byte> singularValues)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        hash.AppendData(basis);
        hash.AppendData(singularValues);
        return Digest.Parse("sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
