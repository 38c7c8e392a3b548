using System.CommandLine;
using T2L.Cli.Output;
using T2L.Svf.Decomposition;
using T2L.Svf.Export;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf apply: a model folder with an expert in its weights.</summary>
internal static class SvfApply
{
    private static readonly Option<FileInfo> Expert = new("--expert") { Description = "Safetensors file of an expert.", Required = true };
    private static readonly Option<DirectoryInfo> Model = new("--model") { Description = "Base model folder, in one file or in shards.", Required = true };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "Folder to write; it appears whole or not at all.", Required = true };

    public static Command Create()
    {
        var command = new Command("apply", "Write a model folder with an expert in its weights, for programs that know no experts.") { Expert, Model, SvfOptions.Decomposition, Out };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command.WithExamples("./t2l svf apply --expert math.safetensors --model models/nano/base --decomposition svd --out ./math-model");
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (model, folder) = (parsed.GetValue(Model)!.FullName, parsed.GetValue(Out)!.FullName);
        if (Path.Exists(folder))
            throw new UsageException($"--out '{folder}' exists. Name a new folder.");
        var expert = SvfOptions.ReadExpert(parsed.GetValue(Expert)!.FullName);
        using var decomposition = StoredDecomposition.Open(SvfOptions.DecompositionFor(parsed, model));
        MergedModel.Write(model, expert, decomposition, folder, cancellation);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Path = folder, Matrices = expert.Vectors.Count });
        else
            Terminal.Line($"{folder} written: '{expert.Manifest.BaseModel}' with {expert.Vectors.Count} gated matrices");
        return ExitCode.Success;
    }
}
