using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class IndexingTests
{
    private readonly Tensor _x = Expect.Counting(2, 3, 4);

    [Fact]
    public void Numbers_select()
    {
        Expect.Values(_x[1, 2], 21, 22, 23, 24);
        Expect.Values(_x[0, 1, 2], 7);
        Expect.Values(_x[-1][0], 13, 14, 15, 16);
    }

    [Fact]
    public void Ranges_slice()
    {
        Expect.Values(_x[0, 1.., 1..3], 6, 7, 10, 11);
        Expect.Values(_x[0, 0, ..^1], 1, 2, 3);
        Expect.Values(_x[1, 2, ^2..], 23, 24);
        Expect.Values(_x[0, 0, TensorIndex.Slice(0, 4, 2)], 1, 3);
        Expect.Values(_x[0, 0, TensorIndex.Slice(stop: 1)], 1);
    }

    [Fact]
    public void Ellipsis_stands_for_the_dimensions_between()
    {
        Expect.Values(_x[TensorIndex.Ellipsis, 0], 1, 5, 9, 13, 17, 21);
        Expect.Shape(_x[TensorIndex.Ellipsis, TensorIndex.None], 2, 3, 4, 1);
        Expect.Shape(_x[TensorIndex.Colon, TensorIndex.None, 1], 2, 1, 4);
    }

    [Fact]
    public void Tensors_gather()
    {
        using var rows = tensor(new long[] { 1, 0, 1 });
        Expect.Shape(_x[rows], 3, 3, 4);
        Expect.Values(_x[TensorIndex.Tensor(rows), 0, 0], 13, 1, 13);
        Expect.Values(_x[0, TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 3 }))], 4, 8, 12);
    }

    [Fact]
    public void Masks_keep_what_is_true()
    {
        using var matrix = Expect.Counting(2, 2);
        Expect.Values(matrix[matrix > 1], 2, 3, 4);
        Expect.Values(_x[TensorIndex.Tensor(tensor(new[] { false, true })), 0, 0], 13);
        using var mask = tensor(new[] { true, false, false, true }).view(2, 2);
        Expect.Shape(zeros(2, 2, 5)[TensorIndex.Tensor(mask), TensorIndex.Slice(1, 3)], 2, 2);
    }

    [Fact]
    public void Assignment_writes_through()
    {
        using var x = zeros(2, 3);
        x[0] = ones(3);
        x[1, 2] = tensor(5f);
        x[TensorIndex.Colon, TensorIndex.Slice(0, 1)] = tensor(-1f);
        Expect.Values(x, -1, 1, 1, -1, 0, 5);
        x[TensorIndex.Tensor(tensor(new long[] { 0 }))] = tensor(9f);
        Expect.Values(x, 9, 9, 9, -1, 0, 5);
        x[x > 8] = tensor(2f);
        Expect.Values(x, 2, 2, 2, -1, 0, 5);
    }

    [Fact]
    public void Index_put_can_accumulate()
    {
        using var x = zeros(3);
        x.index_put_(ones(3), [tensor(new long[] { 0, 0, 2 })], accumulate: true);
        Expect.Values(x, 2, 0, 1);
    }

    [Fact]
    public void Selects_gathers_and_scatters_by_index()
    {
        using var x = Expect.Counting(2, 3);
        Expect.Values(x.index_select(1, tensor(new long[] { 2, 0 })), 3, 1, 6, 4);
        using var index = tensor(new long[] { 2, 0 }).view(2, 1);
        Expect.Values(x.gather(1, index), 3, 4);
        Expect.Values(x.scatter(1, index, zeros(2, 1)), 1, 2, 0, 0, 5, 6);
        Expect.Values(x.scatter_add(1, index, ones(2, 1)), 1, 2, 4, 5, 5, 6);
        Expect.Values(x.narrow(1, 1, 2), 2, 3, 5, 6);
        Expect.Values(x.slice(1, 0, 3, 2), 1, 3, 4, 6);
        Expect.Values(zeros(2).index_add(0, tensor(new long[] { 1, 1 }), ones(2), 1), 0, 2);
    }

    [Fact]
    public void Fills_and_chooses_by_mask()
    {
        using var x = tensor(new float[] { 1, -2, 3 });
        Expect.Values(x.masked_fill(x < 0, 0), 1, 0, 3);
        Expect.Values(where(x > 0, x, -x), 1, 2, 3);
        Expect.Values(x.masked_select(x > 0), 1, 3);
        Expect.Values(where(x > 0)[0], 0, 2);
    }
}
