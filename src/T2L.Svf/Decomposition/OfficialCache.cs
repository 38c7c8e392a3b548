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
    // float32 factors of LAPACK are right to about 1e-6 of the largest singular value. A fine-tuned copy of the model differs by a per mille or more in all.
    private const double MostDistance = 1e-4;

    // Each length and angle may be off by so much of itself, and by a hundredth of that of the largest, where rounding shows.
    private const double Tolerance = 1e-3, Floor = 1e-2;

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
        var (left, right) = (ReadFactor($"{name}.U", [rows, rank]), ReadFactor($"{name}.V", [columns, rank]));
        var singularValues = ReadFactor($"{name}.S", [rank]);
        CheckBelongs(name, weight, left, right, singularValues);
        return SingularBasis.Canonical(side == SvfSide.V ? right : left, singularValues, dtype);
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

    // They are those of W where U S Vᵀ gives W, both sides are orthonormal, and each column of W·V is as long as S says, the short ones too.
    private void CheckBelongs(SvfMatrixName name, Tensor weight, TensorData left, TensorData right, TensorData singularValues)
    {
        using var scope = NewDisposeScope();
        var (u, v, s) = (left.ToTensor(dtype: weight.dtype), right.ToTensor(dtype: weight.dtype), singularValues.ToTensor(dtype: weight.dtype));
        var size = Math.Max(weight.norm().item<double>(), double.Epsilon);
        var distance = ((u * s).matmul(v.t()) - weight).norm().item<double>() / size;
        var lengths = ((weight.matmul(v).norm(0) - s).abs() / s.clamp_min(Math.Max(Floor * s.max().item<double>(), double.Epsilon))).max().item<double>();
        var numbers = singularValues.ToFloats();
        var descending = numbers.Zip(numbers.Skip(1)).All(pair => pair.First >= pair.Second) && numbers[^1] >= 0;
        if (descending && Angle(u) <= Tolerance && Angle(v) <= Tolerance && distance <= MostDistance && lengths <= Tolerance)
            return;
        throw new AdapterFormatException(AdapterFormatError.DoesNotFit, string.Create(CultureInfo.InvariantCulture,
            $"'{name}.U', '.S' and '.V' are not the decomposition of this base model's '{name}': together they are off by {distance:g2} of its norm, at most {MostDistance} is rounding, a single value by {lengths:g2}, at most {Tolerance}. Use the very model that the cache was made from; a fine-tuned copy is another one."), _path, name.Value);
    }

    private static double Angle(Tensor vectors) =>
        (vectors.t().matmul(vectors) - eye(vectors.shape[1], dtype: vectors.dtype)).abs().max().item<double>();
}
