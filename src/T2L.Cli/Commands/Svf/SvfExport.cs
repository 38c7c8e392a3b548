using System.CommandLine;
using System.Globalization;
using T2L.Adapters.Peft;
using T2L.Adapters.Svf;
using T2L.Cli.Output;
using T2L.Svf.Decomposition;
using T2L.Svf.Export;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf export: an expert as the official code saves it, or as a LoRA.</summary>
internal static class SvfExport
{
    private static readonly Argument<FileInfo> Source = new("expert") { Description = "Safetensors file of an expert." };
    private static readonly Option<int?> Rank = new("--rank") { Description = "Rank of the LoRA." };
    private static readonly Option<DirectoryInfo?> Model = new("--model") { Description = "Base model folder, for a LoRA." };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "PyTorch file to write, or folder of a LoRA. The official code reads the learnable form only where the path contains learnable_params.", Required = true };
    private static readonly Option<string> Form = new("--form") { Description = "policy (numbered, for policy_params.pt), learnable-params (by name), or lora (a PEFT folder that comes near it; with --model and --rank).", DefaultValueFactory = _ => "policy" };
    private static readonly Option<string?> DType = new("--dtype") { Description = "Number format: float32, or bfloat16 as the official code has it. Default: as stored." };

    public static Command Create()
    {
        var command = new Command("export", "Write an expert as the official code saves it (.pt), or as the LoRA that comes nearest to it.") { Source, Out, Form, DType, Rank, Model, SvfOptions.Decomposition, SvfOptions.Force };
        command.SetAction(Run);
        return command.WithExamples(
            "./t2l svf export math.safetensors --out policy_params.pt",
            "./t2l svf export math.safetensors --form learnable-params --dtype bfloat16 --out learnable_params.pt",
            "./t2l svf export math.safetensors --form lora --rank 16 --model models/nano/base --out ./math-lora");
    }

    private static int Run(ParseResult parsed)
    {
        if (parsed.GetValue(Form) == "lora")
            return Lora(parsed);
        if (parsed.GetValue(Rank) is not null || parsed.GetValue(Model) is not null || parsed.GetValue(SvfOptions.Decomposition) is not null)
            throw new UsageException("--rank, --model and --decomposition are for --form lora.");
        var form = parsed.GetValue(Form) switch
        {
            "policy" => OfficialForm.Policy,
            "learnable-params" => OfficialForm.LearnableParams,
            var other => throw new UsageException($"--form is '{other}'; expected policy, learnable-params or lora."),
        };
        var dtype = parsed.GetValue(DType) is { } name ? SvfOptions.DType(name) : (T2L.Adapters.TensorDType?)null;
        var target = SvfOptions.OutputFile(parsed.GetValue(Out)!, parsed.GetValue(SvfOptions.Force));
        var source = parsed.GetValue(Source)!.FullName;
        var expert = SvfOptions.ReadExpert(source);
        if (dtype is { } wanted)
            expert = new SvfExpert(expert.Manifest, expert.Vectors.ToDictionary(vector => vector.Key, vector => vector.Value.To(wanted)));
        OfficialPolicy.Write(target, expert, form);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Path = target, Form = parsed.GetValue(Form), Matrices = expert.Vectors.Count, Parameters = expert.ParameterCount });
        else
            Terminal.Line($"{source} written to {target}: {expert.Vectors.Count} vectors");
        return ExitCode.Success;
    }

    private static int Lora(ParseResult parsed)
    {
        if (parsed.GetValue(Model)?.FullName is not { } model || parsed.GetValue(Rank) is not { } rank)
            throw new UsageException("--form lora needs --model DIR and --rank R.");
        if (parsed.GetValue(DType) is not null)
            throw new UsageException("--dtype is for PyTorch files; a LoRA is float32 here, and ./t2l adapters export --dtype writes another format.");
        var folder = parsed.GetValue(Out)!.FullName;
        OutputFolder.RefuseUsed(folder, parsed.GetValue(SvfOptions.Force));
        using var decomposition = StoredDecomposition.Open(SvfOptions.DecompositionFor(parsed, model));
        var (lora, errors) = NearestLora.Of(SvfOptions.ReadExpert(parsed.GetValue(Source)!.FullName), decomposition, model, rank);
        OutputFolder.WriteFiles(folder, PeftDirectory.ToFiles(lora), parsed.GetValue(SvfOptions.Force));
        var total = NearestLora.Total(errors);
        if (parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Json(new { Path = folder, Form = "lora", Rank = rank, Parameters = lora.ParameterCount, RelativeError = total.Relative, Matrices = errors.Select(error => new { error.Name, RelativeError = error.Relative }).ToList() });
            return ExitCode.Success;
        }

        Terminal.Table(["matrix", "left out"], errors.Append(total with { Name = "all" }).Select(error => (IReadOnlyList<string>)[error.Name, PercentText.Of(error.Relative)]));
        Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{folder} written: rank {rank}, {lora.ParameterCount:N0} parameters"));
        return ExitCode.Success;
    }
}
