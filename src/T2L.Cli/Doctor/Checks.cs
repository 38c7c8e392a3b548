using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace T2L.Cli.Doctor;

/// <summary>Looks for everything that the program uses and did not bring along.</summary>
internal static class Checks
{
    public static IEnumerable<Finding> All()
    {
        yield return new(".NET", true, true, RuntimeInformation.FrameworkDescription, "");
        yield return Torch();
        yield return BlasKernel();
        yield return Gpu();
        yield return Onnx();
        yield return Program("PostgreSQL", true, "/usr/lib/postgresql", "initdb", "apt-get install -y --no-install-recommends postgresql (or set ConnectionStrings:Registry)");
        yield return Program("RabbitMQ", false, "/usr/lib/rabbitmq", "rabbitmq-server", "apt-get install -y --no-install-recommends rabbitmq-server (only for Bus:Transport=RabbitMq and the tests)");
        var settings = Settings.Load();
        foreach (var key in new[] { "Inference:BaseModel", "Generation:Encoder", "Generation:Hypernetwork" })
        {
            var path = Settings.PathOf(settings[key] ?? "");
            yield return new(key, Directory.Exists(path), true, Directory.Exists(path) ? path : $"'{path}' is missing", $"set {key} in appsettings.json, or train it: ./t2l train --help");
        }
    }

    private static Finding Torch() => Try("libtorch", true, () =>
    {
        using var one = torch.ones(1);
        string build = LoadedLibrary("libtorch_cuda") is null ? "CPU" : "CUDA";
        return $"{torch.__version__} ({build}), {LoadedLibrary("libtorch_cpu") ?? "works"}";
    }, "apt-get install -y --no-install-recommends libtorch-dev libopenblas0-pthread, or T2L_LIBTORCH=<folder of a libtorch>");

    private static Finding Gpu() => Try("CUDA", false, () => torch.cuda.is_available()
        ? string.Join(", ", Enumerable.Range(0, torch.cuda.device_count()).Select(index => $"cuda:{index}"))
        : throw new InvalidOperationException(LoadedLibrary("libtorch_cuda") is null
            ? "this libtorch was built without CUDA"
            : "this libtorch was built with CUDA and finds no device; nvidia-smi says whether the driver does"), "T2L_LIBTORCH=<libtorch built with CUDA>");

    private static Finding Onnx() => Try("ONNX Runtime", true, () =>
    {
        using var options = new SessionOptions();
        return LoadedLibrary("libonnxruntime") ?? "works";
    }, "deploy/setup/onnxruntime.sh (needs npm), or T2L_ONNXRUNTIME=<libonnxruntime.so>");

    // 'Prescott' on a new processor is the factor of five that the launcher's OPENBLAS_CORETYPE avoids.
    private static Finding BlasKernel() => Try("BLAS kernel", false, () =>
    {
        var path = LoadedLibrary("libopenblas") ?? throw new InvalidOperationException("no OpenBLAS is loaded; libtorch brings its own BLAS");
        var name = Marshal.PtrToStringUTF8(CoreName(NativeLibrary.GetExport(NativeLibrary.Load(path), "openblas_get_corename")));
        return name == "Prescott" ? throw new InvalidOperationException("OpenBLAS uses its slow SSE3 kernel 'Prescott'") : $"OpenBLAS {name}";
    }, "start through ./t2l, or set OPENBLAS_CORETYPE to SkylakeX (AVX-512) or Haswell (AVX2)");

    private static unsafe nint CoreName(nint function) => ((delegate* unmanaged<nint>)function)();

    private static Finding Program(string part, bool required, string root, string file, string remedy)
    {
        var found = Directory.Exists(root)
            ? Directory.EnumerateFiles(root, file, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        return new(part, found is not null, required, found ?? "not found", remedy);
    }

    private static Finding Try(string part, bool required, Func<string> look, string remedy)
    {
        try
        {
            return new(part, true, required, look(), remedy);
        }
        catch (Exception exception) // a broken part is a finding, whatever it throws
        {
            return new(part, false, required, Failures.Sentence(exception), remedy);
        }
    }

    private static string? LoadedLibrary(string name) => File.ReadLines("/proc/self/maps")
        .Where(line => line.Contains(name, StringComparison.Ordinal))
        .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])
        .FirstOrDefault();
}
