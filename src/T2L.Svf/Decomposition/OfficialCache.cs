using System.Globalization;
using T2L.Adapters;
using T2L.Adapters.PyTorch;
using T2L.Adapters.Svf;
using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Svf.Decomposition;

/// <summary>The official code's SVD cache: <c>{weight}.U</c>, <c>.S</c> and <c>.V</c> of every weight, float32, V not transposed, in one <c>.pt</c> file.</summary>
/// <remarks>One matrix is read at a time; the file of an 8B model has about 40 GiB. Only the kept side and S are taken over.</remarks>
internal sealed class OfficialCache : IDisposable
{
    // float32 factors of LAPACK are right to about 1e-6; another model's are off by the size of the numbers themselves.
    private const double Tolerance = 1e-3;

    private readonly PyTorchCheckpointFile _file;
    private readonly string _path;

    private OfficialCache(PyTorchCheckpointFile file, string path) => (_file, _path, Digest) = (file, path, Digest.OfFile(path));

    /// <summary>Address of the file.</summary>
    public Digest Digest { get; }

    /// <summary>Opens a cache.</summary>
    public static OfficialCache Open(string path) => new(PyTorchCheckpointFile.Open(path), path);

    /// <summary>The factors of a matrix, once they have been found to be those of the weight.</summary>
    /// <param name="name">The weight's name.</param>
    /// <param name="weight">The weight itself, shape [out, in].</param>
    /// <param name="dtype">Number format of the basis.</param>
    public SingularBasis Read(SvfMatrixName name, Tensor weight, TensorDType dtype)
    {
        var (rows, columns) = (weight.shape[0], weight.shape[1]);
        var (side, rank) = (SvfMatrix.SideOf(rows, columns), Math.Min(rows, columns));
        var basis = ReadFactor($"{name}.{side}", [side == SvfSide.V ? columns : rows, rank]);
        var singularValues = ReadFactor($"{name}.S", [rank]);
        CheckBelongs(name, weight, basis, side, singularValues);
        return SingularBasis.Canonical(basis, singularValues, dtype);
    }

    public void Dispose() => _file.Dispose();

    private TensorData ReadFactor(string key, long[] shape)
    {
        var found = _file.ShapeOf(key);
        if (found is null || !found.SequenceEqual(shape))
        {
            throw new AdapterFormatException(found is null ? AdapterFormatError.MissingTensor : AdapterFormatError.ShapeMismatch,
                found is null ? $"the cache has no '{key}', which this base model needs." : $"'{key}' is [{string.Join(", ", found)}]; the base model needs [{string.Join(", ", shape)}].", _path, key);
        }

        var factor = _file.Read(key);
        if (!factor.DType.IsFloatingPoint())
            throw new AdapterFormatException(AdapterFormatError.DTypeMismatch, $"'{key}' is {factor.DType.SafetensorsName()}; expected F32.", _path, key);
        var numbers = factor.ToFloats();
        return Array.TrueForAll(numbers, float.IsFinite)
            ? factor.To(TensorDType.F32)
            : throw new AdapterFormatException(AdapterFormatError.NotFinite, $"'{key}' holds NaN or infinity.", _path, key);
    }

    // V and S are those of W where V is orthonormal and the columns of W·V are as long as S says and at right angles to each other.
    private void CheckBelongs(SvfMatrixName name, Tensor weight, TensorData basis, SvfSide side, TensorData singularValues)
    {
        using var scope = NewDisposeScope();
        var vectors = basis.ToTensor(dtype: weight.dtype);
        var values = singularValues.ToTensor(dtype: weight.dtype);
        var images = side == SvfSide.V ? weight.matmul(vectors) : weight.t().matmul(vectors); // [., k]
        var angles = (vectors.t().matmul(vectors) - eye(vectors.shape[1], dtype: weight.dtype)).abs().max().item<double>();
        var largest = Math.Max(values.max().item<double>(), double.Epsilon);
        var lengths = (images.t().matmul(images) - diag(values * values)).abs().max().item<double>() / (largest * largest);
        var numbers = singularValues.ToFloats();
        var descending = numbers.Zip(numbers.Skip(1)).All(pair => pair.First >= pair.Second) && numbers[^1] >= 0;
        if (descending && angles <= Tolerance && lengths <= Tolerance)
            return;
        throw new AdapterFormatException(AdapterFormatError.DoesNotFit, string.Create(CultureInfo.InvariantCulture,
            $"'{name}.{side}' and '{name}.S' are not the decomposition of this base model's '{name}': off by {Math.Max(angles, lengths):g2}, at most {Tolerance} is rounding. Use the model that the cache was made from."), _path, name.Value);
    }
}
