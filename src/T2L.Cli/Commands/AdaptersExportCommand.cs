using System.CommandLine;
using T2L.Adapters;
using T2L.Adapters.Export;
using T2L.Adapters.Export.Checks;
using T2L.Cli.Output;

namespace T2L.Cli.Commands;

/// <summary>adapters export: an adapter as a folder that a given server reads rightly.</summary>
internal static class AdaptersExportCommand
{
    private static readonly Argument<string> Reference = ReferenceArgument.Create("adapter", "Id, digest or name of an adapter, or a PEFT folder.");
    private static readonly Option<DirectoryInfo?> Out = new("--out") { Description = "Folder to write; new or empty. Default: the adapter's name, in this folder." };
    private static readonly Option<DirectoryInfo?> Base = new("--base") { Description = "Folder with the base model's config.json. Default: the adapter's own, or the base model where that is a folder." };
    private static readonly Option<string?> DType = new("--dtype") { Description = "Type of the numbers: float32, bfloat16 or float16. Default: as stored." };
    private static readonly Option<bool> SplitFused = new("--split-fused") { Description = "Cut qkv_proj and gate_up_proj (Phi-3) into their parts, for vLLM of 2024." };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace an adapter folder that is there." };

    private static readonly Dictionary<string, TensorDType> DTypes = new(StringComparer.Ordinal)
    {
        ["float32"] = TensorDType.F32, ["bfloat16"] = TensorDType.BF16, ["float16"] = TensorDType.F16,
    };

    static AdaptersExportCommand() => DType.CompletionSources.Add([.. DTypes.Keys]);

    public static Command Create()
    {
        var command = new Command("export", "Write an adapter as a folder for PEFT, vLLM, LoRAX, llama.cpp or SGLang.")
        {
            Reference, ServerOption.For, Out, Base, DType, SplitFused, Force,
        };
        command.SetAction(RunAsync);
        return command.WithExamples(
            "./t2l adapters export math/gsm8k --out ./gsm8k",
            "./t2l adapters export math/gsm8k --for llama.cpp --base models/nano/base",
            "./t2l adapters export ./my-lora --for sglang --dtype bfloat16 --out ./my-lora-sglang");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var server = ServerOption.Parse(parsed) ?? Server.Peft;
        var dtype = ParseDType(parsed.GetValue(DType));
        if (parsed.GetValue(Out) is { } wanted)
            OutputFolder.RefuseUsed(wanted.FullName, parsed.GetValue(Force));
        var any = await AdapterInput.LoadAnyAsync(parsed, parsed.GetValue(Reference)!, cancellation).ConfigureAwait(false);
        if (any.Adapter.Kind == AdapterKind.Svf && ServerOption.Parse(parsed) is null)
            return WriteExpert(parsed, any);
        var input = AdapterInput.Of(any, parsed.GetValue(Reference)!);
        var folder = parsed.GetValue(Out)?.FullName ?? Path.GetFullPath(FolderName(input.Name, server));
        OutputFolder.RefuseUsed(folder, parsed.GetValue(Force));

        var model = BaseModel(parsed.GetValue(Base), input);
        var exported = AdapterExport.For(server, input.Adapter, new ExportOptions { DType = dtype, SplitFused = parsed.GetValue(SplitFused), Base = model });
        OutputFolder.WriteFiles(folder, exported.Files, parsed.GetValue(Force));
        Report(parsed, server, input, folder, exported);
        return ExitCode.Success;
    }

    // Servers know no experts; as a folder of its own it can be imported again.
    private static int WriteExpert(ParseResult parsed, AnyInput input)
    {
        var folder = parsed.GetValue(Out)?.FullName ?? Path.GetFullPath(FolderName(input.Name, Server.Peft));
        OutputFolder.RefuseUsed(folder);
        var files = input.Adapter.ToFiles();
        OutputFolder.WriteFiles(folder, files, replace: false);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Path = folder, input.Digest, Kind = input.Adapter.Kind.NameOf(), Files = files.Select(file => file.Name).ToList() });
        else
            Terminal.Line($"{input.Digest ?? input.Folder} written to {folder}: {string.Join(", ", files.Select(file => file.Name))}");
        return ExitCode.Success;
    }

    private static void Report(ParseResult parsed, Server server, AdapterInput input, string folder, ExportedAdapter exported)
    {
        var left = ServerCheck.Of(server, AdapterFacts.Of(exported.Adapter));
        if (parsed.GetValue(CommonOptions.Json))
        {
            Terminal.Json(new
            {
                Path = folder, input.Digest, For = server.Name(), Files = exported.Files.Select(file => file.Name).ToList(), exported.Changes, exported.Missing,
                Check = AdaptersCheckCommand.Document(server, left),
            });
            return;
        }

        Terminal.Line($"{input.Digest ?? input.Folder} written to {folder} for {server.Name()}: {string.Join(", ", exported.Files.Select(file => file.Name))}");
        foreach (var change in exported.Changes.Concat(exported.Missing))
            Terminal.Line(change);
        if (left.Count > 0)
            AdaptersCheckCommand.Print(server, left);
    }

    private static TensorDType? ParseDType(string? name) => name switch
    {
        null => null,
        _ when DTypes.TryGetValue(name, out var dtype) => dtype,
        _ => throw new UsageException($"--dtype is '{name}'; expected one of {string.Join(", ", DTypes.Keys)}."),
    };

    // The adapter's own folder may hold its base model's config.json: the official generator saves it there.
    private static BaseModelShape? BaseModel(DirectoryInfo? given, AdapterInput input)
    {
        if (given is not null)
            return BaseModelShape.Read(given.FullName);
        string?[] likely = [input.Folder, input.Adapter.Config.BaseModel];
        var found = likely.FirstOrDefault(folder => !string.IsNullOrEmpty(folder) && File.Exists(Path.Combine(folder, BaseModelShape.FileName)));
        return found is null ? null : BaseModelShape.Read(found);
    }

    private static string FolderName(string adapter, Server server)
    {
        var name = string.Concat(adapter.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('.', '-');
        name = name.Length == 0 ? "adapter" : name;
        return server == Server.Peft ? name : $"{name}-{server.Name()}";
    }
}
