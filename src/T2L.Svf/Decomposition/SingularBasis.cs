using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Svf.Decomposition;

/// <summary>The kept side of a matrix's singular vectors, and its singular values.</summary>
/// <param name="Basis">V, shape [in, k], or U, shape [out, k]; float32 or bfloat16.</param>
/// <param name="SingularValues">S, shape [k], float32, descending.</param>
internal sealed record SingularBasis(TensorData Basis, TensorData SingularValues)
{
    // A float64 copy of a matrix beyond this takes more than a gigabyte, and its SVD several times that.
    private const long MostDoubles = 1L << 27;

    /// <summary>Number format in which a matrix is decomposed; the result is rounded once, at the end.</summary>
    public static ScalarType PrecisionFor(long rows, long columns) => rows * columns <= MostDoubles ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>Decomposes a matrix: singular values descending, signs canonical.</summary>
    /// <param name="weight">W, shape [out, in], finite.</param>
    /// <param name="dtype">Number format of the basis.</param>
    public static SingularBasis Of(Tensor weight, TensorDType dtype)
    {
        using var scope = NewDisposeScope();
        // The kept side of W is V of the taller of W and Wᵀ, and V of a tall matrix is V of its R: the long side is never computed.
        var tall = SvfMatrix.SideOf(weight.shape[0], weight.shape[1]) == SvfSide.V ? weight : weight.t();
        var square = tall.shape[0] == tall.shape[1] ? tall : linalg.qr(tall, linalg.QRMode.R).R; // [k, k]
        var (_, s, vh) = linalg.svd(square, fullMatrices: false);
        return Canonical(vh.t().to(ScalarType.Float32).ToTensorData(), s.to(ScalarType.Float32).ToTensorData(), dtype);
    }

    /// <summary>Rounds, and turns each column of the basis so that its entry of largest magnitude, the first among equals, is positive.</summary>
    /// <param name="basis">Shape [n, k].</param>
    /// <param name="singularValues">Shape [k], descending.</param>
    /// <param name="dtype">Number format of the basis.</param>
    public static SingularBasis Canonical(TensorData basis, TensorData singularValues, TensorDType dtype)
    {
        // Signs are those of the rounded numbers: anyone can check them in the file, and rounding makes equals of what differs by noise.
        var numbers = basis.To(dtype).ToFloats();
        var columns = (int)basis.Shape[1];
        var largest = new float[columns];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (Math.Abs(numbers[i]) > Math.Abs(largest[i % columns]))
                largest[i % columns] = numbers[i];
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            if (largest[i % columns] < 0)
                numbers[i] = -numbers[i];
        }

        return new SingularBasis(TensorData.FromFloats(numbers, [.. basis.Shape]).To(dtype), singularValues);
    }
}
