using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>The setting that says in which number format to compute: <c>float32</c>, <c>bfloat16</c>, <c>float16</c> or <c>auto</c>.</summary>
public static class PrecisionChoice
{
    /// <summary>The number format that a setting asks for.</summary>
    /// <param name="setting">A format, or <c>auto</c>: that of the model's files on a GPU, float32 on the CPU.</param>
    /// <param name="config">The model.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="key">Name of the setting, for the message.</param>
    /// <exception cref="ArgumentException">The setting is none of these, or not one for the device.</exception>
    public static ScalarType Resolve(string setting, ModelConfig config, Device device, string key = "Inference:Precision")
    {
        ArgumentNullException.ThrowIfNull(setting);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(device);
        string format = setting.ToLowerInvariant();
        if (format == "auto")
            format = device.type == DeviceType.CUDA ? config.FileDType : "float32";
        return format switch
        {
            "float32" => ScalarType.Float32,
            "bfloat16" => ScalarType.BFloat16,
            "float16" when device.type != DeviceType.CPU => ScalarType.Float16,
            // libtorch has no matrix product for it there.
            "float16" => throw new ArgumentException($"{key} is '{setting}', which the CPU does not compute in; expected auto, float32 or bfloat16."),
            _ => throw new ArgumentException($"{key} is '{setting}'; expected auto, float32, bfloat16 or float16."),
        };
    }
}
