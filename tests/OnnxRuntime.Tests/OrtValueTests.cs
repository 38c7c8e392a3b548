using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace OnnxRuntime.Tests;

public class OrtValueTests
{
    [Fact]
    public void Tells_type_and_shape()
    {
        using var value = OrtValue.CreateTensorValueFromMemory(new long[6], [2, 3]);
        var info = value.GetTensorTypeAndShape();
        Assert.True(value.IsTensor);
        Assert.Equal(TensorElementType.Int64, info.ElementDataType);
        Assert.Equal([2, 3], info.Shape);
        Assert.Equal(2, info.DimensionsCount);
        Assert.Equal(6, info.ElementCount);
    }

    [Fact]
    public void Lies_over_the_array_it_was_made_from()
    {
        var array = new float[] { 1, 2, 3 };
        using var value = OrtValue.CreateTensorValueFromMemory(array, [3]);
        GC.Collect();
        GC.Collect();
        array[1] = 20;
        Assert.Equal([1, 20, 3], value.GetTensorDataAsSpan<float>().ToArray());
        value.GetTensorMutableDataAsSpan<float>()[2] = 30;
        Assert.Equal(30, array[2]);
    }

    [Fact]
    public void Allows_a_tensor_without_elements()
    {
        using var value = OrtValue.CreateTensorValueFromMemory(Array.Empty<long>(), [0, 5]);
        Assert.Equal(0, value.GetTensorDataAsSpan<long>().Length);
    }

    [Fact]
    public void Refuses_a_shape_larger_than_the_array()
    {
        Assert.Throws<OnnxRuntimeException>(() => OrtValue.CreateTensorValueFromMemory(new float[3], [2, 2]));
    }

    [Fact]
    public void Refuses_to_be_read_as_another_type()
    {
        using var value = OrtValue.CreateTensorValueFromMemory(new float[2], [2]);
        Assert.Throws<OnnxRuntimeException>(() => value.GetTensorDataAsSpan<long>().Length);
    }

    [Fact]
    public void Is_gone_after_disposal()
    {
        var value = OrtValue.CreateTensorValueFromMemory(new float[2], [2]);
        value.Dispose();
        value.Dispose();
        Assert.ThrowsAny<Exception>(() => value.GetTensorTypeAndShape());
    }

    [Fact]
    public void Runs_and_values_do_not_pile_up_memory()
    {
        using var session = new InferenceSession(Models.Layer());
        Work(session, 500);
        var before = Environment.WorkingSet;
        Work(session, 5_000);
        // 5,000 leaked outputs of 4,000 × 3 floats would be 240 MB.
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 100 << 20);
    }

    private static void Work(InferenceSession session, int runs)
    {
        var rows = new float[8_000];
        using var options = new RunOptions();
        for (var i = 0; i < runs; i++)
        {
            using var x = OrtValue.CreateTensorValueFromMemory(rows, [4_000, 2]);
            using var outputs = session.Run(options, new Dictionary<string, OrtValue> { ["x"] = x }, session.OutputNames);
        }
    }
}
