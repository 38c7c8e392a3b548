using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using T2L.Testing;

namespace OnnxRuntime.Tests;

public class InferenceSessionTests
{
    private static readonly string[] SumAndProduct = ["sum", "product"];

    [Fact]
    public void Describes_inputs_and_outputs()
    {
        using var session = new InferenceSession(Models.Layer());
        Assert.Equal(["x"], session.InputNames);
        Assert.Equal(["y"], session.OutputNames);
        var input = session.InputMetadata["x"];
        Assert.True(input.IsTensor);
        Assert.Equal(typeof(float), input.ElementType);
        Assert.Equal(TensorElementType.Float, input.ElementDataType);
        Assert.Equal([-1, 2], input.Dimensions);
        Assert.Equal(["batch", ""], input.SymbolicDimensions);
        Assert.Equal([-1, 3], session.OutputMetadata["y"].Dimensions);
    }

    [Fact]
    public void Runs_a_layer()
    {
        using var session = new InferenceSession(Models.Layer());
        var (values, shape) = RunLayer(session, [1, 2, -3, 4], 2);
        // Row 1: [1+1, -1+6, 2-2] + b; row 2: [-3+2, 3+12, -6-4] + b; then relu.
        Assert.Equal([2.5f, 5, 0, 0, 15, 0], values);
        Assert.Equal([2, 3], shape);
    }

    [Fact]
    public void Loads_a_model_from_a_file()
    {
        using var directory = new TemporaryDirectory();
        var path = directory.File("Größe, Ümlaut.onnx");
        File.WriteAllBytes(path, Models.Layer());
        using var session = new InferenceSession(path);
        Assert.Equal([2.5f, 5, 0], RunLayer(session, [1, 2], 1).Values);
    }

    [Fact]
    public void Gives_outputs_in_the_order_asked_for()
    {
        using var session = new InferenceSession(Models.TwoOutputs());
        using var a = OrtValue.CreateTensorValueFromMemory([2L, 3], [2]);
        using var b = OrtValue.CreateTensorValueFromMemory([10L, 20], [2]);
        using var options = new RunOptions();
        var inputs = new Dictionary<string, OrtValue> { ["b"] = b, ["a"] = a };
        using var outputs = session.Run(options, inputs, ["product", "sum"]);
        Assert.Equal([20L, 60], outputs[0].GetTensorDataAsSpan<long>().ToArray());
        Assert.Equal([12L, 23], outputs[1].GetTensorDataAsSpan<long>().ToArray());
        using var one = session.Run(options, ["a", "b"], [a, b], ["sum"]);
        Assert.Equal([12L, 23], Assert.Single(one).GetTensorDataAsSpan<long>().ToArray());
    }

    [Fact]
    public void Reads_float16_and_bool_outputs()
    {
        using var session = new InferenceSession(Models.OtherTypes());
        using var x = OrtValue.CreateTensorValueFromMemory([1.5f, -2, 0], [3]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, new Dictionary<string, OrtValue> { ["x"] = x }, ["half", "positive"]);
        Assert.Equal(TensorElementType.Float16, outputs[0].GetTensorTypeAndShape().ElementDataType);
        Assert.Equal([1.5f, -2, 0], outputs[0].GetTensorDataAsSpan<Float16>().ToArray().Select(h => h.ToFloat()));
        Assert.Equal([true, false, false], outputs[1].GetTensorDataAsSpan<bool>().ToArray());
    }

    [Fact]
    public void Reports_a_missing_file_with_its_path()
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => new InferenceSession("/nowhere/model.onnx"));
        Assert.StartsWith("[ErrorCode:NoSuchFile]", error.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/model.onnx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_bytes_that_are_no_model()
    {
        var error = Assert.Throws<OnnxRuntimeException>(() => new InferenceSession("not a model"u8.ToArray()));
        Assert.StartsWith("[ErrorCode:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_shape_that_does_not_fit()
    {
        using var session = new InferenceSession(Models.Layer());
        var error = Assert.Throws<OnnxRuntimeException>(() => Run(session, "x", [1, 2, 3], [1, 3], "y"));
        Assert.StartsWith("[ErrorCode:InvalidArgument]", error.Message, StringComparison.Ordinal);
        Assert.Contains("Got: 3 Expected: 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_wrong_element_type()
    {
        using var session = new InferenceSession(Models.TwoOutputs());
        using var a = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        using var options = new RunOptions();
        var inputs = new Dictionary<string, OrtValue> { ["a"] = a, ["b"] = a };
        var error = Assert.Throws<OnnxRuntimeException>(() => session.Run(options, inputs, SumAndProduct));
        Assert.Contains("Unexpected input data type", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_names_that_the_model_does_not_have()
    {
        using var session = new InferenceSession(Models.Layer());
        var input = Assert.Throws<OnnxRuntimeException>(() => Run(session, "z", [1, 2], [1, 2], "y"));
        Assert.Contains("'z'", input.Message, StringComparison.Ordinal);
        var output = Assert.Throws<OnnxRuntimeException>(() => Run(session, "x", [1, 2], [1, 2], "w"));
        Assert.Contains("'w'", output.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_run_after_disposal()
    {
        var session = new InferenceSession(Models.Layer());
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Run(session, "x", [1, 2], [1, 2], "y"));
    }

    [Fact]
    public void Terminated_run_options_end_a_run()
    {
        using var session = new InferenceSession(Models.Layer());
        using var x = OrtValue.CreateTensorValueFromMemory([1f, 2], [1, 2]);
        using var options = new RunOptions { Terminate = true };
        var inputs = new Dictionary<string, OrtValue> { ["x"] = x };
        var error = Assert.Throws<OnnxRuntimeException>(() => session.Run(options, inputs, ["y"]));
        Assert.Contains("terminate", error.Message, StringComparison.Ordinal);
        options.Terminate = false;
        using var outputs = session.Run(options, inputs, ["y"]);
        Assert.Single(outputs);
    }

    [Fact]
    public void Several_threads_share_a_session()
    {
        using var session = new InferenceSession(Models.Layer());
        Parallel.For(0, 200, i =>
        {
            var (values, _) = RunLayer(session, [i, 0], 1);
            Assert.Equal([i + 0.5f, 0, Math.Max(0, 2 * i - 4)], values);
        });
    }

    private static (float[] Values, long[] Shape) RunLayer(InferenceSession session, float[] x, long rows) => Run(session, "x", x, [rows, 2], "y");

    private static (float[] Values, long[] Shape) Run(InferenceSession session, string input, float[] x, long[] shape, string output)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(x, shape);
        using var options = new RunOptions();
        using var outputs = session.Run(options, new Dictionary<string, OrtValue> { [input] = value }, [output]);
        return (outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape);
    }
}
