using System.CommandLine;
using T2L.Cli.Output;
using T2L.Hypernetwork;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Cli.Commands.Training;

/// <summary>The options that recipes share, and how a recipe is run.</summary>
internal static class TrainOptions
{
    public static readonly Option<DirectoryInfo> Out = new("--out") { Description = "Folder that receives the result.", Required = true };
    public static readonly Option<DirectoryInfo?> Work = new("--work") { Description = "Folder of checkpoint and log. Default: <out>.work." };
    public static readonly Option<int> Seed = new("--seed") { Description = "Seed of split, initialisation and data order.", DefaultValueFactory = _ => 0 };
    public static readonly Option<int?> Steps = new("--steps") { Description = "Optimiser steps. Default: the recipe's." };
    public static readonly Option<int?> Workers = new("--workers") { Description = "Threads that share the work. Where each draws for itself their number is part of the result. Default: the recipe's, mostly one a processor." };
    public static readonly Option<FileInfo?> Config = new("--config") { Description = "YAML file of further settings, for instance configs/sft-mistral-7b.yaml; the command line wins." };
    public static readonly Option<string?> Device = new("--device") { Description = "Where to compute: cpu, cuda:N or auto. Default: the recipe's." };
    public static readonly Option<int?> TrainingTasks = new("--training-tasks") { Description = "Only the first so many training tasks. Default: all." };
    public static readonly Option<DirectoryInfo> BaseModel = new("--base") { Description = "Base model folder.", Required = true };
    public static readonly Option<DirectoryInfo> Encoder = new("--encoder") { Description = "Text encoder folder.", Required = true };
    public static readonly Option<string?> BaseModelName = new("--base-name") { Description = "Name of the base model in adapters. Default: its folder's name." };
    public static readonly Option<HeadVariant?> Variant = new("--variant") { Description = "Kind of hypernetwork: L, M or S. Default: the recipe's." };
    public static readonly Option<int?> HeadInput = new("--head-input") { Description = "Width in front of the hypernetwork's heads. Default: the recipe's." };
    public static readonly Option<int?> Latent = new("--latent") { Description = "Latent size of the hypernetwork. Default: the recipe's." };

    /// <summary>What the command line says of the seed; null where it says nothing, for a file of settings may.</summary>
    private static int? SaidSeed(ParseResult parsed) => parsed.GetResult(Seed) is { Implicit: false } ? parsed.GetValue(Seed) : null;

    /// <summary>The settings of a recipe: its defaults, then the file of --config, then the command line.</summary>
    /// <typeparam name="T">The recipe's options.</typeparam>
    /// <param name="parsed">The command line.</param>
    /// <param name="own">Settings of this command alone, by key; null where nothing was said.</param>
    public static T Settings<T>(ParseResult parsed, params IEnumerable<KeyValuePair<string, object?>> own) where T : IRecipeOptions => RecipeSettings.Bind<T>(parsed.GetValue(Config)?.FullName,
    [
        new("output", parsed.GetValue(Out)!.FullName),
        new("work", parsed.GetValue(Work)?.FullName),
        new("seed", SaidSeed(parsed)),
        new("steps", parsed.GetValue(Steps)),
        new("workers", parsed.GetValue(Workers)),
        .. own,
    ]);

    /// <summary>What the command line says of the hypernetwork.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Hypernetwork(ParseResult parsed) =>
    [
        new("hypernetwork.variant", parsed.GetValue(Variant)?.ToString()), // as text, so that a number, which names none, is refused as in a file
        new("hypernetwork.head_input_size", parsed.GetValue(HeadInput)),
        new("hypernetwork.latent_size", parsed.GetValue(Latent)),
        new("hypernetwork.base_model_name", parsed.GetValue(BaseModelName)),
    ];

    /// <summary>The tasks to learn: the nano suite, or what the options name.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="seed">Seed of the suite's split: that of the settings, which a file may have chosen.</param>
    public static LearningSource Source(ParseResult parsed, int seed) =>
        LearningSourceOptions.Source(parsed, TaskSuite.Nano(seed), parsed.GetValue(TrainingTasks), parsed.GetValue(BaseModel)!.FullName);

    /// <summary>Adds the options that say what is learned.</summary>
    public static Command WithSource(this Command command)
    {
        command.Options.Add(TrainingTasks);
        foreach (var option in LearningSourceOptions.All)
            command.Options.Add(option);
        return command;
    }

    /// <summary>Runs a recipe away from the console's thread and prints what it returns.</summary>
    public static Command Runs(this Command command, Func<ParseResult, IProgress<T2L.Training.Running.TrainingProgress>, CancellationToken, object> recipe)
    {
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var result = recipe(parsed, new ProgressLine(), cancellation);
            if (parsed.GetValue(CommonOptions.Json))
                Terminal.Json(result);
            else
                Terminal.Line($"written to {parsed.GetValue(Out)!.FullName}; {result}");
            return ExitCode.Success;
        }, CancellationToken.None));
        return command;
    }
}
