using System.Numerics.Tensors;

namespace T2L.Registry.Search;

/// <summary>
/// A quarter of the directions of a space, those along which its vectors lie most: the leading eigenvectors of their second moments, by subspace iteration
/// (Golub and Van Loan, "Matrix Computations", 8.2.4). What lies across them is short, so a product of two vectors is known nearly from a quarter of their numbers.
/// </summary>
internal sealed class Subspace
{
    /// <summary>Below this E a scan is short enough without.</summary>
    public const int SmallestSpace = 256;

    private const int Rounds = 6;
    private const int Seed = 1;

    private readonly int _size;
    private float[] _rows; // [H, E], orthonormal

    private Subspace(int size)
    {
        _size = size;
        Directions = size / 4;
        var random = new Random(Seed);
        _rows = new float[Directions * size];
        for (var i = 0; i < _rows.Length; i++)
            _rows[i] = random.NextSingle() - 0.5f;
        Orthonormalise();
    }

    /// <summary>H.</summary>
    public int Directions { get; }

    /// <summary>Learns from some vectors.</summary>
    /// <param name="vectors">Shape [N, E].</param>
    /// <param name="size">E.</param>
    public static Subspace Of(float[] vectors, int size)
    {
        var moments = Moments(vectors, size);
        var subspace = new Subspace(size);
        for (var round = 0; round < Rounds; round++)
            subspace.Turn(moments);
        return subspace;
    }

    /// <summary>The numbers of a vector along the directions.</summary>
    /// <param name="vector">Shape [E].</param>
    /// <param name="head">Takes them, shape [H].</param>
    public void Project(ReadOnlySpan<float> vector, Span<float> head)
    {
        for (var i = 0; i < head.Length; i++)
            head[i] = TensorPrimitives.Dot(Row(i), vector);
    }

    // Σ v vᵀ, shape [E, E].
    private static float[] Moments(float[] vectors, int size)
    {
        var moments = new float[size * size];
        Parallel.For(0, size, row =>
        {
            var sums = moments.AsSpan(row * size, size);
            for (var at = 0; at < vectors.Length; at += size)
                TensorPrimitives.MultiplyAdd(vectors.AsSpan(at, size), vectors[at + row], sums, sums);
        });
        return moments;
    }

    private void Turn(float[] moments)
    {
        var turned = new float[_rows.Length];
        Parallel.For(0, Directions, i =>
        {
            for (var j = 0; j < _size; j++)
                turned[(i * _size) + j] = TensorPrimitives.Dot((ReadOnlySpan<float>)moments.AsSpan(j * _size, _size), Row(i));
        });
        _rows = turned;
        Orthonormalise();
    }

    // Gram and Schmidt, each row twice: once leaves what float arithmetic lost.
    private void Orthonormalise()
    {
        for (var i = 0; i < Directions; i++)
        {
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++)
                    TensorPrimitives.MultiplyAdd(Row(j), -TensorPrimitives.Dot<float>(Row(i), Row(j)), Row(i), Row(i));
                TensorPrimitives.Divide(Row(i), TensorPrimitives.Norm<float>(Row(i)), Row(i));
            }
        }
    }

    private Span<float> Row(int i) => _rows.AsSpan(i * _size, _size);
}
