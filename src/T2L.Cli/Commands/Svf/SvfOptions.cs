using System.CommandLine;
using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Svf.Decomposition;

namespace T2L.Cli.Commands.Svf;

/// <summary>What the svf commands share.</summary>
internal static class SvfOptions
{
    public static readonly Option<bool> Force = new("--force") { Description = "Replace a file that is there." };

    public static readonly Option<DirectoryInfo?> Decomposition = new("--decomposition") { Description = "Decomposition of the base model. Default: the folder svf in the model's folder or beside it." };

    /// <summary>The decomposition that is named, or the one that lies near the model.</summary>
    public static string DecompositionFor(ParseResult parsed, string model) => parsed.GetValue(Decomposition)?.FullName ?? Near(model);

    /// <summary>The decomposition that lies near the model.</summary>
    public static string Near(string model) => DecompositionFolder.Near(model)
        ?? throw new UsageException($"There is no decomposition near '{model}'. Name one: --decomposition DIR. They are made by ./t2l svf decompose.");

    public static TensorDType DType(string name) =>
        DecompositionManifestFile.DTypeOf(name) ?? throw new UsageException($"--dtype is '{name}'; expected float32 or bfloat16.");

    /// <summary>Refuses to write over a file, before any work is done for it.</summary>
    public static string OutputFile(FileInfo file, bool force, string option = "--out")
    {
        if (Directory.Exists(file.FullName))
            throw new UsageException($"{option} '{file.FullName}' is a folder. Name a file.");
        return force || !file.Exists ? file.FullName : throw new UsageException($"{option} '{file.FullName}' exists. Name another file, or say --force.");
    }

    /// <summary>An expert of ours; a PyTorch file is told where it belongs.</summary>
    public static SvfExpert ReadExpert(string path)
    {
        if (path.EndsWith(".pt", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"'{path}' is a PyTorch file. Import it first: ./t2l svf import {path} --decomposition DIR --out FILE.");
        return SvfExpertFile.Read(path);
    }
}
