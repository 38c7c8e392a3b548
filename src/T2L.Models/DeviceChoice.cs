using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace T2L.Models;

/// <summary>The setting that says where to compute: <c>cpu</c>, <c>cuda:N</c> or <c>auto</c>.</summary>
public static class DeviceChoice
{
    /// <summary>The device that a setting asks for.</summary>
    /// <param name="setting"><c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>, or <c>auto</c> for the first GPU where there is one.</param>
    /// <param name="key">Name of the setting, for the message.</param>
    /// <exception cref="ArgumentException">The setting is none of these, or asks for a GPU that this machine does not have.</exception>
    public static Device Resolve(string setting, string key = "Inference:Device") =>
        Resolve(setting, key, cuda.is_available() ? cuda.device_count() : 0);

    internal static Device Resolve(string setting, string key, int gpus)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return setting.ToLowerInvariant() switch
        {
            "cpu" => CPU,
            "auto" => gpus > 0 ? new Device(DeviceType.CUDA, 0) : CPU,
            "cuda" => Gpu(setting, 0, key, gpus),
            ['c', 'u', 'd', 'a', ':', .. var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int index) =>
                Gpu(setting, index, key, gpus),
            _ => throw new ArgumentException($"{key} is '{setting}'; expected cpu, cuda:N or auto."),
        };
    }

    private static Device Gpu(string setting, int index, string key, int gpus)
    {
        if (index < gpus)
            return new Device(DeviceType.CUDA, index);
        string present = gpus == 0 ? "no GPU" : string.Join(", ", Enumerable.Range(0, gpus).Select(gpu => $"cuda:{gpu}"));
        string choices = gpus == 0 ? "cpu or auto" : $"{present}, cpu or auto";
        throw new ArgumentException($"Device '{setting}' was requested, this machine has {present}. Set {key} to {choices}.");
    }
}
