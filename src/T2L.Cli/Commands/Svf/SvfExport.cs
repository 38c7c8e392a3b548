using System.CommandLine;
using T2L.Adapters.Svf;
using T2L.Cli.Output;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf export: an expert as the official code saves it.</summary>
internal static class SvfExport
{
    private static readonly Argument<FileInfo> Source = new("expert") { Description = "Safetensors file of an expert." };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "PyTorch file to write. The official code reads the learnable form only where the path contains learnable_params.", Required = true };
    private static readonly Option<string> Form = new("--form") { Description = "policy (numbered, for policy_params.pt) or learnable-params (by name).", DefaultValueFactory = _ => "policy" };
    private static readonly Option<string?> DType = new("--dtype") { Description = "Number format: float32, or bfloat16 as the official code has it. Default: as stored." };

    public static Command Create()
    {
        var command = new Command("export", "Write an expert as the official code saves it (.pt).") { Source, Out, Form, DType, SvfOptions.Force };
        command.SetAction(Run);
        return command.WithExamples(
            "./t2l svf export math.safetensors --out policy_params.pt",
            "./t2l svf export math.safetensors --form learnable-params --dtype bfloat16 --out learnable_params.pt");
    }

    private static int Run(ParseResult parsed)
    {
        var form = parsed.GetValue(Form) switch
        {
            "policy" => OfficialForm.Policy,
            "learnable-params" => OfficialForm.LearnableParams,
            var other => throw new UsageException($"--form is '{other}'; expected policy or learnable-params."),
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
}
