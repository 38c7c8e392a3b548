using System.CommandLine;
using System.Globalization;
using T2L.Adapters.Svf;
using T2L.Cli.Output;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf import: an expert of the official code.</summary>
internal static class SvfImport
{
    private static readonly Argument<FileInfo> Source = new("file") { Description = "policy_params.pt or learnable_params.pt of the official code." };
    private static readonly Option<DirectoryInfo> Decomposition = new("--decomposition") { Description = "Decomposition that the expert is for; the file names none.", Required = true };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "Safetensors file to write.", Required = true };
    private static readonly Option<string> Label = new("--label") { Description = "What to call the expert.", DefaultValueFactory = _ => "" };

    public static Command Create()
    {
        var command = new Command("import", "Read an expert of the official code (.pt) without running anything in it. Its numbers are kept bit by bit.")
        {
            Source, Decomposition, Out, Label, SvfOptions.Force,
        };
        command.SetAction(Run);
        return command.WithExamples(
            "./t2l svf import policy_params.pt --decomposition /models/llama-3-8b-svd --label math --out math.safetensors",
            "./t2l svf import learnable_params.pt --decomposition svd --out math.safetensors --json");
    }

    private static int Run(ParseResult parsed)
    {
        var target = SvfOptions.OutputFile(parsed.GetValue(Out)!, parsed.GetValue(SvfOptions.Force));
        var manifest = DecompositionManifestFile.Read(parsed.GetValue(Decomposition)!.FullName);
        var expert = OfficialPolicy.Read(parsed.GetValue(Source)!.FullName, manifest, parsed.GetValue(Label)!);
        SvfExpertFile.Write(target, expert);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(SvfDocuments.Of(target, expert));
        else
            Terminal.Line(string.Create(CultureInfo.InvariantCulture,
                $"{SvfExpertFile.DigestOf(expert)} written to {target}: {SvfTargets.Show(expert.Manifest.Targets)} of '{manifest.BaseModel}', {expert.ParameterCount:N0} parameters"));
        return ExitCode.Success;
    }
}
