using System.Runtime.Versioning;

namespace T2L.Benchmarks.Tests.Deploy;

/// <summary>deploy/gpu/run-checks.sh where something is missing: one sentence with the reason, 3 as exit status, nothing built.</summary>
[SupportedOSPlatform("linux")]
public sealed class RunChecksTests : IDisposable
{
    private const string Script = "deploy/gpu/run-checks.sh";
    private const string OneGpu = "echo 'GPU 0: Some Card (UUID: GPU-1)'";
    private const string Sdk = "echo '10.0.401 [/usr/share/dotnet/sdk]'";

    private static readonly string[] CpuLibtorch = ["include/ATen/ATen.h", "lib/libtorch_cpu.so"];
    private static readonly string[] Pack = ["app/t2l.dll", "tests/T2L.Models.Tests.dll", "dotnet/dotnet"];

    private readonly BareMachine _machine = new();

    [Fact]
    public void Without_a_driver_it_names_the_way_to_run_on_the_cpu() =>
        CannotRun("nvidia-smi is not on PATH, so this machine has no NVIDIA driver; --cpu");

    [Fact]
    public void A_driver_without_a_gpu_is_quoted()
    {
        _machine.With("nvidia-smi", "echo 'No devices were found'; exit 6");
        CannotRun("nvidia-smi finds no GPU: No devices were found");
    }

    [Fact]
    public void A_gpu_that_is_not_there_is_named()
    {
        _machine.With("nvidia-smi", OneGpu);
        CannotRun("cuda:1 was asked for, and nvidia-smi lists 1 GPU(s)", "--device", "cuda:1");
    }

    [Fact]
    public void Without_a_compiler_it_says_why_one_is_needed() => CannotRun("g++ is missing, and libt2l_torch.so is compiled here", "--cpu");

    [Theory]
    [InlineData(null)]
    [InlineData("")] // The runtime alone lists no SDK.
    public void Without_the_SDK_it_names_the_pack(string? dotnet)
    {
        _machine.With("g++", "");
        if (dotnet is not null)
            _machine.With("dotnet", dotnet);
        CannotRun("the .NET SDK is missing; install SDK 10, or carry a folder made by deploy/gpu/pack.sh and name it with --pack", "--cpu");
    }

    [Fact]
    public void A_gpu_needs_a_libtorch_of_its_own()
    {
        GpuMachine();
        CannotRun("no libtorch with CUDA: T2L_LIBTORCH is not set and python3 has no torch");
    }

    [Fact]
    public void A_libtorch_built_without_CUDA_is_named()
    {
        GpuMachine().Variables["T2L_LIBTORCH"] = _machine.Folder("torch", CpuLibtorch);
        CannotRun("was built without CUDA (no lib/libtorch_cuda.so)");
    }

    [Fact]
    public void A_libtorch_without_headers_is_refused()
    {
        GpuMachine().Variables["T2L_LIBTORCH"] = _machine.Folder("torch", "lib/libtorch_cpu.so");
        CannotRun("has no include/ATen/ATen.h");
    }

    [Fact]
    public void A_torch_that_cannot_use_the_gpu_is_found_out_before_anything_is_built()
    {
        var torch = _machine.Folder("torch", [.. CpuLibtorch, "lib/libtorch_cuda.so"]);
        GpuMachine().With("python3", $"case \"$2\" in *is_available*) echo 'The NVIDIA driver on your system is too old' >&2; exit 1 ;; *) echo '{torch}' ;; esac");
        CannotRun("python3's torch finds no usable GPU, though nvidia-smi lists one; its CUDA may be newer than the driver. The NVIDIA driver on your system is too old");
    }

    [Fact]
    public void A_runtime_that_does_not_start_here_is_quoted()
    {
        var pack = _machine.With("g++", "").Folder("pack", Pack);
        _machine.Executable("pack/dotnet/dotnet", "echo 'libstdc++.so.6: cannot open shared object file' >&2; exit 127");
        CannotRun("the pack's .NET runtime does not start here: libstdc++.so.6", "--cpu", "--pack", pack);
    }

    [Fact]
    public void A_folder_that_is_no_pack_is_wrong() => Ends(2, "has no app/t2l.dll", "--cpu", "--pack", _machine.Folder("empty"));

    [Fact]
    public void A_device_of_another_name_is_wrong() => Ends(2, "--device is 'gpu'; expected cuda, cuda:0", "--device", "gpu");

    [Fact]
    public void Golden_cases_that_are_not_there_are_wrong()
    {
        _machine.Variables["T2L_FIXTURES"] = "/nowhere/at/all";
        Ends(2, "T2L_FIXTURES is '/nowhere/at/all', which is not a folder", "--cpu");
    }

    public void Dispose() => _machine.Dispose();

    private BareMachine GpuMachine() => _machine.With("nvidia-smi", OneGpu).With("g++", "").With("dotnet", Sdk);

    private void CannotRun(string reason, params string[] arguments) => Ends(3, "checks: cannot run: ", reason, arguments);

    private void Ends(int exitCode, string reason, params string[] arguments) => Ends(exitCode, "checks: ", reason, arguments);

    private void Ends(int exitCode, string start, string reason, string[] arguments)
    {
        var (status, said) = _machine.Run(Script, arguments);
        Assert.StartsWith(start, said, StringComparison.Ordinal);
        Assert.Contains(reason, said, StringComparison.Ordinal);
        Assert.Equal(exitCode, status);
        // One sentence, and nothing after it.
        Assert.Single(said.TrimEnd('\n').Split('\n'));
    }
}
