using System.CommandLine;
using T2L.Adapters;
using T2L.Adapters.Svf;

namespace T2L.Cli.Commands.Svf;

/// <summary>What the svf commands share.</summary>
internal static class SvfOptions
{
    public static readonly Option<bool> Force = new("--force") { Description = "Replace a file that is there." };

    public static TensorDType DType(string name) =>
        DecompositionManifestFile.DTypeOf(name) ?? throw new UsageException($"--dtype is '{name}'; expected float32 or bfloat16.");

    /// <summary>Refuses to write over a file, before any work is done for it.</summary>
    public static string OutputFile(FileInfo file, bool force)
    {
        if (Directory.Exists(file.FullName))
            throw new UsageException($"--out '{file.FullName}' is a folder. Name a file.");
        return force || !file.Exists ? file.FullName : throw new UsageException($"--out '{file.FullName}' exists. Name another file, or say --force.");
    }

    /// <summary>An expert of ours; a PyTorch file is told where it belongs.</summary>
    public static SvfExpert ReadExpert(string path)
    {
        if (path.EndsWith(".pt", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"'{path}' is a PyTorch file. Import it first: ./t2l svf import {path} --decomposition DIR --out FILE.");
        return SvfExpertFile.Read(path);
    }
}
