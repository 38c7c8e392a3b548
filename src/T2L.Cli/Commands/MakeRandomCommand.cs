using System.CommandLine;
using System.Globalization;
using T2L.Cli.Output;
using T2L.Training.RandomModels;

namespace T2L.Cli.Commands;

/// <summary>make-random: models with random weights in the shape of published ones.</summary>
internal static class MakeRandomCommand
{
    private static readonly Option<string> Like = new("--like") { Description = $"Whose shape: {string.Join(", ", RandomModelFolder.Shapes)}.", Required = true };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "New or empty folder; gets base/, hypernetwork/ and encoder/.", Required = true };
    private static readonly Option<long> Seed = new("--seed") { Description = "The same seed gives the same bytes.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string> DType = new("--dtype") { Description = "Number format of the base model: bfloat16, float16 or float32.", DefaultValueFactory = _ => "bfloat16" };
    private static readonly Option<int?> Layers = new("--layers") { Description = "Layers of the base model. Default: as many as the named model has." };
    private static readonly Option<string> Parts = new("--parts") { Description = "Which of base, hypernetwork, encoder; separated by commas.", DefaultValueFactory = _ => string.Join(',', RandomModelFolder.PartNames) };

    public static Command Create()
    {
        var command = new Command("make-random", "Write a base model, a hypernetwork and a text encoder with random weights: real sizes, meaningless answers.")
        {
            Like, Out, Seed, DType, Layers, Parts,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command.WithExamples(
            "./t2l make-random --like gemma-2-2b --out /var/tmp/gemma",
            "./t2l adapt --model /var/tmp/gemma/base --hypernetwork /var/tmp/gemma/hypernetwork --encoder /var/tmp/gemma/encoder \"Write the word backwards.\" --prompt stone",
            "./t2l make-random --like tiny-gemma2 --out /tmp/tiny --json");
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        OutputFolder.RefuseUsed(parsed.GetValue(Out)!.FullName);
        var result = RandomModelFolder.Write(new RandomModelOptions
        {
            Like = parsed.GetValue(Like)!,
            Output = parsed.GetValue(Out)!.FullName,
            Seed = parsed.GetValue(Seed),
            DType = parsed.GetValue(DType)!,
            Layers = parsed.GetValue(Layers),
            Parts = parsed.GetValue(Parts)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        }, new WritingLine(), cancellation);
        Print(parsed.GetValue(CommonOptions.Json), result);
        return ExitCode.Success;
    }

    private static void Print(bool json, RandomModelResult result)
    {
        var bytes = result.Parts.Sum(part => part.Bytes);
        if (json)
        {
            Terminal.Json(new { result.Path, result.Parts, Bytes = bytes, Seconds = Math.Round(result.Elapsed.TotalSeconds, 3) });
            return;
        }
        foreach (var part in result.Parts)
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(result.Path, part.Name)}  {part.Parameters:N0} parameters  {part.Bytes / 1e9:F2} GB"));
        Terminal.Status(string.Create(CultureInfo.InvariantCulture, $"written in {result.Elapsed.TotalSeconds:F1} s, {bytes / 1e9 / result.Elapsed.TotalSeconds:F2} GB/s"));
    }
}
