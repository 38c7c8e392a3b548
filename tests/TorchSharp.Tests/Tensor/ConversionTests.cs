using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class ConversionTests
{
    [Fact]
    public void Changes_element_types()
    {
        using var x = tensor(new[] { 1.7f, -1.2f });
        Expect.Values(x.to(int64), 1, -1);
        Assert.Equal(float16, x.half().dtype);
        Assert.Equal(float64, x.@double().dtype);
        Expect.Close(x.bfloat16(), 1e-2, 1.7f, -1.2f);
        Assert.Equal(float64, x.to(zeros(1, float64)).dtype);
    }

    [Fact]
    public void A_conversion_with_nothing_to_do_is_another_object_for_the_same_memory()
    {
        using var x = zeros(2);
        using (var same = x.to(float32)) same.fill_(3);
        Expect.Values(x, 3, 3);
        using var copied = x.to(float32, copy: true);
        copied.fill_(4);
        Expect.Values(x, 3, 3);
    }

    [Fact]
    public void Disposes_the_source_when_asked()
    {
        var x = zeros(2);
        using var y = x.to(float64, disposeAfter: true);
        Assert.True(x.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => x.shape);
    }

    [Fact]
    public void Devices_are_read_from_text()
    {
        Assert.Equal((DeviceType.CUDA, 1), (new Device("cuda:1").type, new Device("cuda:1").index));
        Assert.Equal("cpu", device("cpu").ToString());
        Assert.Equal("cuda:0", device("cuda:0").ToString());
        Assert.Throws<ArgumentException>(() => device("gpu"));
        Assert.Throws<ArgumentException>(() => device("cuda:x"));
    }

    [Fact]
    public void Describes_itself() => Assert.Equal("[2x3], type = Float32, device = cpu", zeros(2, 3).ToString());
}
