using TorchSharp;

namespace T2L.Models;

public sealed class DeviceChoiceTests
{
    [Theory]
    [InlineData("cpu", 2, DeviceType.CPU, -1)]
    [InlineData("CPU", 0, DeviceType.CPU, -1)]
    [InlineData("auto", 0, DeviceType.CPU, -1)]
    [InlineData("auto", 2, DeviceType.CUDA, 0)]
    [InlineData("cuda", 1, DeviceType.CUDA, 0)]
    [InlineData("cuda:1", 2, DeviceType.CUDA, 1)]
    public void Settings_name_a_device(string setting, int gpus, DeviceType type, int index)
    {
        var device = DeviceChoice.Resolve(setting, "Inference:Device", gpus);

        Assert.Equal(type, device.type);
        if (index >= 0)
            Assert.Equal(index, device.index);
    }

    [Theory]
    [InlineData("cuda:1", 1, "Device 'cuda:1' was requested, this machine has cuda:0. Set Inference:Device to cuda:0, cpu or auto.")]
    [InlineData("cuda:0", 0, "Device 'cuda:0' was requested, this machine has no GPU. Set Inference:Device to cpu or auto.")]
    [InlineData("tpu", 0, "Inference:Device is 'tpu'; expected cpu, cuda:N or auto.")]
    [InlineData("cuda:-1", 1, "Inference:Device is 'cuda:-1'; expected cpu, cuda:N or auto.")]
    public void A_device_that_is_not_there_is_refused(string setting, int gpus, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => DeviceChoice.Resolve(setting, "Inference:Device", gpus)).Message);
}
