using System.CommandLine;
using T2L.Cli.Output;
using T2L.Hypernetwork;
using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Cli.Commands;

/// <summary>train lm | encoder | sft: the recipes of the nano world.</summary>
internal static class TrainCommand
{
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "Folder that receives the result.", Required = true };
    private static readonly Option<DirectoryInfo?> Work = new("--work") { Description = "Folder of checkpoint and log. Default: <out>.work." };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of split, initialisation and data order.", DefaultValueFactory = _ => 0 };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Optimiser steps. Default: the recipe's." };
    private static readonly Option<DirectoryInfo> BaseModel = new("--base") { Description = "Base model folder.", Required = true };
    private static readonly Option<DirectoryInfo> Encoder = new("--encoder") { Description = "Text encoder folder.", Required = true };
    private static readonly Option<HeadVariant> Variant = new("--variant") { Description = "Kind of hypernetwork: L, M or S.", DefaultValueFactory = _ => HeadVariant.L };
    private static readonly Option<string?> BaseModelName = new("--base-name") { Description = "Name of the base model in adapters. Default: its folder's name." };

    public static Command Create() =>
        new Command("train", "Train the nano base, encoder or hypernetwork. Ctrl-C writes a checkpoint; the same command goes on from it.")
        {
            LanguageModel(), TextEncoder(), Sft(),
        }.WithExamples("./t2l train lm --out models/nano/base --seed 0");

    private static Command LanguageModel()
    {
        var command = new Command("lm", "Train the base language model on every skill of the suite.") { Out, Work, Seed, Steps };
        command.SetAction((parsed, cancellation) => Train(parsed, (suite, token) =>
        {
            var options = new LanguageModelOptions { Output = parsed.GetValue(Out)!.FullName, Work = parsed.GetValue(Work)?.FullName, Seed = parsed.GetValue(Seed) };
            var result = LanguageModelRecipe.Run(suite, parsed.GetValue(Steps) is { } steps ? options with { Steps = steps } : options, new ProgressLine(), token);
            return result;
        }, cancellation));
        return command.WithExamples("./t2l train lm --out models/nano/base --seed 0");
    }

    private static Command TextEncoder()
    {
        var command = new Command("encoder", "Train the text encoder on the suite's descriptions and export it to ONNX.") { Out, Work, Seed, Steps };
        command.SetAction((parsed, cancellation) => Train(parsed, (suite, token) =>
        {
            var options = new EncoderOptions { Output = parsed.GetValue(Out)!.FullName, Work = parsed.GetValue(Work)?.FullName, Seed = parsed.GetValue(Seed) };
            return EncoderRecipe.Run(suite, parsed.GetValue(Steps) is { } steps ? options with { Steps = steps } : options, new ProgressLine(), token);
        }, cancellation));
        return command.WithExamples("./t2l train encoder --out models/nano/encoder --seed 0");
    }

    private static Command Sft()
    {
        var command = new Command("sft", "Train a hypernetwork through a frozen base model.") { Out, Work, Seed, Steps, BaseModel, Encoder, Variant, BaseModelName };
        foreach (var option in LearningSourceOptions.All)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Train(parsed, (suite, token) =>
        {
            var options = new SftOptions
            {
                Output = parsed.GetValue(Out)!.FullName,
                Work = parsed.GetValue(Work)?.FullName,
                Seed = parsed.GetValue(Seed),
                BaseModel = parsed.GetValue(BaseModel)!.FullName,
                Encoder = parsed.GetValue(Encoder)!.FullName,
                Hypernetwork = new HypernetworkOptions { Variant = parsed.GetValue(Variant), BaseModelName = parsed.GetValue(BaseModelName) },
            };
            SftRecipe.Run(LearningSourceOptions.Source(parsed, suite, options.BaseModel), parsed.GetValue(Steps) is { } steps ? options with { Steps = steps } : options, new ProgressLine(), token);
            return new { options.Output };
        }, cancellation));
        return command.WithExamples(
            "./t2l train sft --base models/nano/base --encoder models/nano/encoder --out models/nano/hypernetwork --seed 0",
            "./t2l train sft --base mistral-7b --encoder gte --chat-template t2l-mistral --list tasks.yaml --tasks tasks --data data --out hypernetwork");
    }

    private static Task<int> Train(ParseResult parsed, Func<TaskSuite, CancellationToken, object> recipe, CancellationToken cancellation) => Task.Run(() =>
    {
        var result = recipe(TaskSuite.Nano(parsed.GetValue(Seed)), cancellation);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(result);
        else
            Terminal.Line($"written to {parsed.GetValue(Out)!.FullName}; {result}");
        return ExitCode.Success;
    }, CancellationToken.None);
}
