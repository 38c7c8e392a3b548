using static TorchSharp.torch;

namespace T2L.Models.Network;

public sealed class RmsNormTests
{
    [Fact]
    public void Divides_by_the_root_of_the_mean_square_and_weighs()
    {
        using var scope = NewDisposeScope();
        using var norm = new RmsNorm(TinyModel.Config with { HiddenSize = 2, RmsNormEps = 0.5 }, ScalarType.Float32, device: null);
        norm.get_parameter("weight")!.bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes((Span<float>)[2f, 3f]).ToArray();

        // Mean square of (3, 4) is 12.5; with ε 0.5 the divisor is √13.
        float[] actual = norm.Forward(tensor(new[] { 3f, 4f }, [1, 2])).data<float>().ToArray();

        Assert.Equal(2 * 3 / MathF.Sqrt(13), actual[0], 1e-6f);
        Assert.Equal(3 * 4 / MathF.Sqrt(13), actual[1], 1e-6f);
    }
}
