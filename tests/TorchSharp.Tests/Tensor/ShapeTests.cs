using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class ShapeTests
{
    private readonly Tensor _x = Expect.Counting(2, 3);

    [Fact]
    public void Views_share_memory()
    {
        using var view = _x.view(3, 2);
        view.fill_(7);
        Expect.Values(_x, 7, 7, 7, 7, 7, 7);
    }

    [Fact]
    public void Reshape_works_out_one_size() => Expect.Shape(_x.reshape(-1, 1, 2), 3, 1, 2);

    [Fact]
    public void Transposes_and_permutes()
    {
        Expect.Values(_x.t(), 1, 4, 2, 5, 3, 6);
        Expect.Values(_x.transpose(0, 1), 1, 4, 2, 5, 3, 6);
        Expect.Values(_x.mT, 1, 4, 2, 5, 3, 6);
        Expect.Shape(zeros(2, 3, 4).permute(2, 0, 1), 4, 2, 3);
        Assert.False(_x.t().is_contiguous());
        Assert.True(_x.t().contiguous().is_contiguous());
    }

    [Fact]
    public void Expands_without_copying()
    {
        using var row = tensor(new float[] { 1, 2 });
        using var wide = row.expand(3, 2);
        Expect.Values(wide, 1, 2, 1, 2, 1, 2);
        Assert.Equal([0L, 1L], wide.stride());
    }

    [Fact]
    public void Repeats()
    {
        using var x = tensor(new float[] { 1, 2 });
        Expect.Values(x.repeat(2), 1, 2, 1, 2);
        Expect.Values(x.repeat_interleave(2), 1, 1, 2, 2);
        Expect.Values(x.repeat_interleave(tensor(new long[] { 1, 3 })), 1, 2, 2, 2);
        Expect.Values(_x.repeat_interleave(2, 0), 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
    }

    [Fact]
    public void Adds_and_removes_dimensions()
    {
        Expect.Shape(_x.unsqueeze(1), 2, 1, 3);
        Expect.Shape(zeros(1, 2, 1).squeeze(), 2);
        Expect.Shape(zeros(1, 2, 1).squeeze(0), 2, 1);
        Expect.Shape(zeros(2, 3, 4).flatten(1), 2, 12);
        Expect.Shape(zeros(2, 12).unflatten(1, 3, 4), 2, 3, 4);
    }

    [Fact]
    public void Joins()
    {
        Expect.Values(cat([_x, _x], 1), 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
        Expect.Shape(stack([_x, _x], 1), 2, 2, 3);
    }

    [Fact]
    public void Splits()
    {
        var parts = _x.split([1, 2], 1);
        Expect.Values(parts[0], 1, 4);
        Expect.Values(parts[1], 2, 3, 5, 6);
        Assert.Equal(2, _x.chunk(2, 1).Length);
        Assert.Equal(3, _x.split(1, 1).Length);
        Expect.Values(_x.unbind(1)[2], 3, 6);
    }

    [Fact]
    public void Keeps_triangles_and_diagonals()
    {
        using var square = Expect.Counting(2, 2);
        Expect.Values(square.tril(), 1, 0, 3, 4);
        Expect.Values(square.triu(1), 0, 2, 0, 0);
        Expect.Values(square.diagonal(), 1, 4);
        Expect.Values(diag(tensor(new float[] { 1, 2 })), 1, 0, 0, 2);
    }

    [Fact]
    public void Turns_around()
    {
        Expect.Values(_x.flip(1), 3, 2, 1, 6, 5, 4);
        Expect.Values(_x.roll(1, 1), 3, 1, 2, 6, 4, 5);
    }

    [Fact]
    public void Sizes_count_from_either_end()
    {
        Assert.Equal(3, _x.size(-1));
        Assert.Equal(2, _x.size(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _x.size(2));
        Assert.Equal(3, _x.stride(0));
    }
}
