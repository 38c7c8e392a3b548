using static TorchSharp.torch;

namespace TorchSharp.Tests.TensorOperations;

public class DataTests
{
    [Fact]
    public void Reads_and_writes_in_place()
    {
        using var x = zeros(2, 2);
        var data = x.data<float>();
        data[1, 0] = 5;
        data[3] = 7;
        Expect.Values(x, 0, 0, 5, 7);
        Assert.Equal(4, data.Count);
        Assert.Equal(12, data.Sum());
    }

    [Fact]
    public void Follows_strides()
    {
        using var x = Expect.Counting(2, 3);
        using var turned = x.t();
        var data = turned.data<float>();
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], data.ToArray());
        Assert.Equal(5, data[1, 1]);
        data.CopyFrom([10, 40]);
        Expect.Values(x, 10, 2, 3, 40, 5, 6);
    }

    [Fact]
    public void Copies_as_much_as_there_is_room_for()
    {
        using var x = Expect.Counting(4);
        Span<float> room = stackalloc float[3];
        x.data<float>().CopyTo(room, arrayIndex: 1, tensorIndex: 1);
        Assert.Equal([0f, 2f, 3f], room.ToArray());
    }

    [Fact]
    public void Asks_for_the_right_element_type()
    {
        using var x = zeros(2);
        Assert.Contains("Float32", Assert.Throws<ArgumentException>(() => x.data<double>()).Message);
    }

    [Fact]
    public void Refuses_an_index_outside()
    {
        using var x = zeros(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => x.data<float>()[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => x.data<float>()[-1]);
    }

    [Fact]
    public void Bytes_are_the_memory_itself()
    {
        using var x = tensor(new short[] { 1, 258 });
        Assert.Equal([1, 0, 2, 1], x.bytes.ToArray());
        x.bytes = new byte[] { 5, 0, 6, 0 };
        Expect.Values(x, 5, 6);
        Assert.Throws<ArgumentException>(() => x.bytes = new byte[3]);
        Assert.Throws<InvalidOperationException>(() => zeros(2, 2).t().bytes.Length);
    }

    [Fact]
    public void Items_convert_to_the_type_asked_for()
    {
        Assert.Equal(2.5f, tensor(2.5).item<float>());
        Assert.Equal(3L, tensor(3).item<long>());
        Assert.Equal(3, (int)tensor(3L));
        Assert.True(tensor(true).item<bool>());
        Assert.Throws<ArgumentException>(() => zeros(2).item<float>());
    }
}
