using T2L.Hypernetwork.Kernels;
using T2L.Models;
using TorchSharp;

namespace T2L.Hypernetwork.Generation;

/// <summary>Chooses what evaluates a hypernetwork.</summary>
internal static class Engines
{
    public static IGenerationEngine Create(HypernetworkCheckpoint checkpoint, AdapterLayout layout, GeneratorOptions options)
    {
        if (options.Threads is < 0 or > 1024)
            throw new ArgumentException($"Threads is {options.Threads}; expected 1 to 1024, or 0 for all processors.", nameof(options));
        // Asking for the CPU by name loads no libtorch, which takes half a second.
        var device = options.Device == "cpu" ? null : DeviceChoice.Resolve(options.Device, nameof(options.Device));
        var onCpu = device is null || device.type == DeviceType.CPU;
        if (options.Backend == GenerationBackend.Kernels && !(onCpu && NativeMethods.Best is not null))
            throw new ArgumentException($"The CPU kernels do not run on device '{options.Device}' of this machine; use the backend Auto or Torch.", nameof(options));
        return onCpu && options.Backend != GenerationBackend.Torch && NativeMethods.Best is { } instructions
            ? OnKernels(checkpoint, layout, options.Threads == 0 ? Environment.ProcessorCount : options.Threads, instructions)
            : new TorchEngine(checkpoint, device ?? torch.CPU);
    }

    public static CpuEngine OnKernels(HypernetworkCheckpoint checkpoint, AdapterLayout layout, int threads, InstructionSet instructions)
    {
        ITaskCoder coder = checkpoint.Config.Encoder == TaskEncoderKind.Linear
            ? new LinearTaskCoder(checkpoint.State, instructions)
            : new TorchTaskCoder(checkpoint);
        return new CpuEngine(layout, checkpoint.State, threads, instructions, coder);
    }
}
