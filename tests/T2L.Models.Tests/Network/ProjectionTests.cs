using static TorchSharp.torch;

namespace T2L.Models.Network;

public sealed class ProjectionTests
{
    [Theory]
    [InlineData(16, true)]
    [InlineData(1000, true)]
    [InlineData(1024, true)] // large, and whole vectors: the product for few rows
    [InlineData(1024, false)]
    public void One_row_alone_is_projected_as_it_is_among_others(long width, bool bias)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var projection = new Projection(width, 512, bias, ScalarType.Float32, device: null);
        foreach (var parameter in projection.parameters())
            parameter.copy_(randn(parameter.shape));
        var x = randn([2, 1, width]);

        var alone = projection.Forward(x.narrow(0, 1, 1));

        Assert.Equal([1, 1, 512], alone.shape);
        Assert.True(projection.Forward(x).narrow(0, 1, 1).allclose(alone, 1e-4, 1e-3));
        Assert.True(Projection.Apply(x.narrow(0, 1, 1), projection.get_parameter("weight")!).allclose(
            x.narrow(0, 1, 1).matmul(projection.get_parameter("weight")!.t()), 1e-4, 1e-3));
    }
}
