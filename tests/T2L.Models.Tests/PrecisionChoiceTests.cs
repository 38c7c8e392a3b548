using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Models;

public sealed class PrecisionChoiceTests
{
    [Theory]
    [InlineData("auto", "bfloat16", DeviceType.CPU, ScalarType.Float32)]
    [InlineData("auto", "bfloat16", DeviceType.CUDA, ScalarType.BFloat16)]
    [InlineData("auto", "float16", DeviceType.CUDA, ScalarType.Float16)]
    [InlineData("auto", "float32", DeviceType.CUDA, ScalarType.Float32)]
    [InlineData("BFloat16", "float32", DeviceType.CPU, ScalarType.BFloat16)]
    [InlineData("float32", "bfloat16", DeviceType.CUDA, ScalarType.Float32)]
    [InlineData("float16", "bfloat16", DeviceType.CUDA, ScalarType.Float16)]
    public void Auto_is_the_files_format_on_a_gpu_and_float32_on_the_cpu(string setting, string files, DeviceType device, ScalarType expected) =>
        Assert.Equal(expected, PrecisionChoice.Resolve(setting, TinyModel.Config with { FileDType = files }, new Device(device)));

    [Theory]
    [InlineData("int8", "Inference:Precision is 'int8'; expected auto, float32, bfloat16 or float16.")]
    [InlineData("", "Inference:Precision is ''; expected auto, float32, bfloat16 or float16.")]
    [InlineData("float16", "Inference:Precision is 'float16', which the CPU does not compute in; expected auto, float32 or bfloat16.")]
    public void What_it_cannot_do_is_refused_with_the_name_of_the_setting(string setting, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => PrecisionChoice.Resolve(setting, TinyModel.Config, CPU)).Message);
}
