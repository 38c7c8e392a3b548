using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class LinearAlgebraTests
{
    private readonly Tensor _a = Expect.Counting(2, 3);
    private readonly Tensor _b = Expect.Counting(3, 2);

    [Fact]
    public void Multiplies_matrices()
    {
        Expect.Values(_a.mm(_b), 22, 28, 49, 64);
        Expect.Values(matmul(_a, _b), 22, 28, 49, 64);
        Expect.Values(_a.matmul(tensor(new float[] { 1, 0, -1 })), -2, -2);
        Expect.Values(_a.mv(tensor(new float[] { 1, 0, -1 })), -2, -2);
        Expect.Values(tensor(new float[] { 1, 2 }).dot(tensor(new float[] { 3, 4 })), 11);
    }

    [Fact]
    public void Multiplies_batches()
    {
        using var batch = stack([_a, _a * 2]);
        using var other = stack([_b, _b]);
        Expect.Values(batch.bmm(other), 22, 28, 49, 64, 44, 56, 98, 128);
        Expect.Values(batch.matmul(_b), 22, 28, 49, 64, 44, 56, 98, 128);
    }

    [Fact]
    public void Adds_products()
    {
        using var c = ones(2, 2);
        Expect.Values(c.addmm(_a, _b, beta: 2, alpha: 0.5f), 13, 16, 26.5f, 34);
        Expect.Values(ones(1, 2, 2).baddbmm(_a.unsqueeze(0), _b.unsqueeze(0)), 23, 29, 50, 65);
    }

    [Fact]
    public void Contracts_by_einstein_notation()
    {
        Expect.Values(einsum("ij,jk->ik", _a, _b), 22, 28, 49, 64);
        Expect.Values(einsum("ij->j", _a), 5, 7, 9);
        Expect.Values(einsum("i,j->ij", tensor(new float[] { 1, 2 }), tensor(new float[] { 3, 4 })), 3, 4, 6, 8);
    }

    [Fact]
    public void Singular_values_rebuild_the_matrix()
    {
        var (u, s, vh) = linalg.svd(_a, fullMatrices: false);
        Expect.Shape(u, 2, 2);
        Expect.Shape(vh, 2, 3);
        Expect.Close((u * s).matmul(vh), 1e-5, 1, 2, 3, 4, 5, 6);
        Expect.Shape(linalg.svd(_a).Vh, 3, 3);
    }

    [Fact]
    public void Norms_and_inverses()
    {
        Expect.Values(linalg.norm(_a, [1]), MathF.Sqrt(14), MathF.Sqrt(77));
        Expect.Values(linalg.vector_norm(_a, 1), 21);
        using var square = tensor(new float[] { 2, 0, 0, 4 }).view(2, 2);
        Expect.Values(linalg.inv(square), 0.5f, 0, 0, 0.25f);
        Expect.Values(linalg.det(square), 8);
    }
}
