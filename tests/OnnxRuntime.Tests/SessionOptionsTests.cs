using Microsoft.ML.OnnxRuntime;

namespace OnnxRuntime.Tests;

public class SessionOptionsTests
{
    [Fact]
    public void Defaults_are_those_of_the_official_package()
    {
        using var options = new SessionOptions();
        Assert.Equal(0, options.IntraOpNumThreads);
        Assert.Equal(0, options.InterOpNumThreads);
        Assert.Equal(GraphOptimizationLevel.ORT_ENABLE_ALL, options.GraphOptimizationLevel);
        Assert.Equal(OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, options.LogSeverityLevel);
    }

    [Theory]
    [InlineData(GraphOptimizationLevel.ORT_DISABLE_ALL)]
    [InlineData(GraphOptimizationLevel.ORT_ENABLE_EXTENDED)]
    public void A_session_accepts_options(GraphOptimizationLevel level)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 2,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = level,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        Assert.Equal((2, 1, level), (options.IntraOpNumThreads, options.InterOpNumThreads, options.GraphOptimizationLevel));
        using var session = new InferenceSession(Models.Layer(), options);
        Assert.Equal(["x"], session.InputNames);
    }

    [Fact]
    public void Options_may_go_before_their_session()
    {
        var options = new SessionOptions();
        using var session = new InferenceSession(Models.Layer(), options);
        options.Dispose();
        Assert.Equal(["y"], session.OutputNames);
        Assert.Throws<ObjectDisposedException>(() => options.IntraOpNumThreads = 1);
    }

    [Fact]
    public void Environment_names_the_library()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+", OrtEnv.Instance().GetVersionString());
        Assert.Contains("CPUExecutionProvider", OrtEnv.Instance().GetAvailableProviders());
        Assert.Same(OrtEnv.Instance(), OrtEnv.Instance());
    }

    [Fact]
    public void Cuda_is_refused_where_the_library_has_none()
    {
        if (OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"))
            return; // A library built with CUDA is in use; whether it works depends on the machine.
        using var options = new SessionOptions();
        var error = Assert.Throws<OnnxRuntimeException>(() => options.AppendExecutionProvider_CUDA(1));
        Assert.Contains("CUDA device 1 was requested", error.Message, StringComparison.Ordinal);
        Assert.Contains("CPUExecutionProvider only", error.Message, StringComparison.Ordinal);
        Assert.Contains("T2L_ONNXRUNTIME", error.Message, StringComparison.Ordinal);
    }
}
