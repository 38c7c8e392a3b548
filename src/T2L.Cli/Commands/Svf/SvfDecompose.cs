using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using T2L.Adapters.Svf;
using T2L.Cli.Commands.Training;
using T2L.Cli.Output;
using T2L.Svf.Decomposition;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf decompose: the singular vectors and values of a base model's matrices, once for all its experts.</summary>
internal static class SvfDecompose
{
    private static readonly Option<DirectoryInfo> Model = new("--model") { Description = "Base model folder, in one file or in shards.", Required = true };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "Folder of the decomposition; one that was begun is gone on with.", Required = true };
    private static readonly Option<string> Targets = new("--targets") { Description = "Matrices: q, k, v, o, gate, up, down, or mlp, attention, all; separated by commas.", DefaultValueFactory = _ => "gate,up,down" };
    private static readonly Option<string> DType = new("--dtype") { Description = "Number format of the vectors: float32, or bfloat16 for half the room.", DefaultValueFactory = _ => "float32" };
    private static readonly Option<FileInfo?> From = new("--from") { Description = "Official SVD cache (.pt) to take the factors from, in place of computing them." };

    public static Command Create()
    {
        var command = new Command("decompose", "Decompose a base model's matrices, one after the other. Ctrl-C stops; the same command goes on.")
        {
            Model, TrainOptions.BaseModelName, Out, Targets, DType, From,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command.WithExamples(
            "./t2l svf decompose --model models/nano/base --base-name t2l-nano --out svd",
            "./t2l svf decompose --model /models/llama-3-8b --out /models/llama-3-8b-svd --targets all --dtype bfloat16",
            "./t2l svf decompose --model /models/llama-3-8b --out /models/llama-3-8b-svd --from llama3_decomposed_params.pt");
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var (model, folder) = (parsed.GetValue(Model)!, parsed.GetValue(Out)!.FullName);
        if (!model.Exists)
            throw new UsageException($"--model '{model.FullName}' does not exist.");
        if (File.Exists(folder))
            throw new UsageException($"--out '{folder}' is a file. Name a folder.");
        var manifest = new Decomposer(TimeProvider.System).Run(new DecompositionOptions
        {
            Model = model.FullName,
            BaseModelName = parsed.GetValue(TrainOptions.BaseModelName),
            Output = folder,
            Targets = SvfTargets.Parse(parsed.GetValue(Targets)!),
            DType = SvfOptions.DType(parsed.GetValue(DType)!),
            OfficialCache = parsed.GetValue(From)?.FullName,
        }, new DecompositionLine(), cancellation);
        var document = SvfDocuments.Of(folder, manifest);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(document);
        else
            Terminal.Line(string.Create(CultureInfo.InvariantCulture,
                $"{manifest.Digest} written to {folder}: {SvfTargets.Show(manifest.Targets)} of {manifest.Layers} layers of '{manifest.BaseModel}', {document.Matrices} matrices, {document.Bytes:N0} bytes, {clock.Elapsed.TotalSeconds:F1} s"));
        return ExitCode.Success;
    }
}
