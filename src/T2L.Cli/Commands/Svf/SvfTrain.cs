using System.CommandLine;
using T2L.Adapters.Storage;
using T2L.Adapters.Svf;
using T2L.Cli.Commands.Training;
using T2L.Cli.Output;
using T2L.Training.Data;
using T2L.Training.Recipes;
using T2L.Training.Running;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf train: one expert for each task.</summary>
internal static class SvfTrain
{
    private const string Extension = ".safetensors";

    private static readonly Option<string[]> Names = new("--task") { Description = "Task of the nano suite, for instance word.reverse/plain; may be said several times." };
    private static readonly Option<FileInfo?> TasksFrom = new("--tasks-from") { Description = "File that names the tasks: oracles.json, experts.json, or one id a line." };
    private static readonly Option<bool> AllTasks = new("--all") { Description = "All training tasks of the nano suite." };
    private static readonly Option<bool> Dispatch = new("--dispatch") { Description = "One classification expert in place of one expert a task: it says which of the tasks an input belongs to." };
    private static readonly Option<string> Method = new("--method") { Description = "supervised (right answers), reinforce (rewards for its own) or evolution (no gradients).", DefaultValueFactory = _ => "supervised" };
    private static readonly Option<DirectoryInfo> BaseModel = new("--base") { Description = "Base model folder.", DefaultValueFactory = _ => new DirectoryInfo(Bundled("base")) };
    private static readonly Option<DirectoryInfo> Decomposition = new("--decomposition") { Description = "Its decomposition.", DefaultValueFactory = _ => new DirectoryInfo(Bundled("svf")) };
    private static readonly Option<string> Out = new("--out") { Description = "Folder that receives a folder for each expert and experts.json; for one task also a .safetensors file.", Required = true };
    private static readonly Option<string?> From = new("--from") { Description = "Expert to begin with: a file, or a folder with experts.json that has one for each task." };
    private static readonly Option<string?> Targets = new("--targets") { Description = "Matrices: q, k, v, o, gate, up, down, or mlp, attention, all; separated by commas. Default mlp." };
    private static readonly Option<double?> LearningRate = new("--learning-rate") { Description = "Highest learning rate. Default: the method's." };

    private static readonly Option<string?> RunCode = new("--run-code") { Description = "Python 3 interpreter to run answered programs with (mbpp), which decides who is right. Not a sandbox: they run with your rights." };

    public static Command Create()
    {
        var command = new Command("train", "Train SVF experts, one for each task; many tasks share a batch. Ctrl-C stops; the same command goes on.")
        {
            Names, TasksFrom, AllTasks, Dispatch, Method, BaseModel, Decomposition, Out, From, Targets, LearningRate, RunCode,
            TrainOptions.Work, TrainOptions.Seed, TrainOptions.Steps, TrainOptions.Workers, TrainOptions.Config, TrainOptions.Device,
        };
        foreach (var option in LearningSourceOptions.All)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command.WithExamples(
            "./t2l svf train --task word.reverse/plain --out reverse.safetensors",
            "./t2l svf train --task word.reverse/plain --task word.upper/brackets --method reinforce --out experts",
            "./t2l svf train --tasks-from adapters/oracles.json --base models/nano/base --decomposition models/nano/svf --out experts",
            "./t2l svf train --dispatch --task date.day/hash --task number.add_five/plain --out dispatch.safetensors",
            "./t2l svf train --list tasks.yaml --tasks tasks --data data --base /models/llama-3-8b --decomposition /models/llama-3-8b-svd --config configs/svf-llama-3-8b.yaml --method reinforce --out experts");
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var target = Path.GetFullPath(parsed.GetValue(Out)!);
        var single = target.EndsWith(Extension, StringComparison.Ordinal);
        if (single && Directory.Exists(target))
            throw new UsageException($"--out '{target}' is a folder, but has the name of a file. Name another.");
        if (!single && File.Exists(target))
            throw new UsageException($"--out '{target}' is a file. Name a folder, or a file that ends in {Extension} for one expert.");
        var folder = single ? target[..^Extension.Length] + ".expert" : target;
        if (single && File.Exists(target) && !Directory.Exists(folder + ".work"))
            throw new UsageException($"--out '{target}' exists and was not begun by this command. Name another file.");
        var index = Train(parsed, folder, names =>
        {
            if (single && names?.Count is not 1 && !parsed.GetValue(Dispatch))
                throw new UsageException($"--out '{target}' is one file; there it takes one --task. Name a folder for several.");
        }, cancellation);
        if (single)
            Copy(Path.Combine(folder, index.Tasks[0].Folder), target);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(new { Path = target, Experts = index });
        else
            Terminal.Line($"written to {target}; {index}");
        return ExitCode.Success;
    }

    private static ExpertIndex Train(ParseResult parsed, string folder, Action<IReadOnlyList<string>?> check, CancellationToken cancellation)
    {
        var method = parsed.GetValue(Method)!;
        var progress = new ProgressLine();
        return method switch
        {
            "supervised" => With<SvfSupervisedOptions>(SvfSupervisedRecipe.Run),
            "reinforce" => With<SvfReinforceOptions>(SvfReinforceRecipe.Run),
            "evolution" => With<SvfEvolutionOptions>(SvfEvolutionRecipe.Run),
            _ => throw new UsageException($"--method is '{method}'; expected supervised, reinforce or evolution."),
        };

        ExpertIndex With<T>(Func<LearningSource, T, IProgress<TrainingProgress>?, CancellationToken, ExpertIndex> recipe) where T : SvfTrainingOptions
        {
            var options = Options<T>(parsed, folder);
            var names = SvfTasks.Named(parsed.GetValue(Names)!, parsed.GetValue(TasksFrom)?.FullName, parsed.GetValue(AllTasks), options.Seed);
            check(names);
            if (names is not null)
                GivenOption.Refuse(parsed, "tasks of the nano suite, which have no programs", [RunCode]);
            var source = SvfTasks.Source(parsed, names, options, parsed.GetValue(RunCode) is { } interpreter ? CodeRunner.Start(interpreter, cancellation) : null);
            return recipe(parsed.GetValue(Dispatch) ? new DispatchSource(source) : source, options, progress, cancellation);
        }
    }

    private static T Options<T>(ParseResult parsed, string folder) where T : SvfTrainingOptions
    {
        foreach (var (option, given) in new[] { (BaseModel, "--base"), (Decomposition, "--decomposition") })
            if (parsed.GetValue(option) is { Exists: false } missing)
                throw new UsageException($"{given} '{missing.FullName}' does not exist.{(given == "--decomposition" ? $" Make it: ./t2l svf decompose --model {parsed.GetValue(BaseModel)!.FullName} --out DIR." : "")}");
        return RecipeSettings.Bind<T>(parsed.GetValue(TrainOptions.Config)?.FullName,
        [
            new("base_model", parsed.GetValue(BaseModel)!.FullName),
            new("decomposition", parsed.GetValue(Decomposition)!.FullName),
            new("output", folder),
            new("work", parsed.GetValue(TrainOptions.Work)?.FullName),
            new("from", parsed.GetValue(From) is { } from ? Path.GetFullPath(from) : null),
            new("targets", parsed.GetValue(Targets) is { } targets ? SvfTargets.Parse(targets).ToArray() : null),
            new("seed", parsed.GetResult(TrainOptions.Seed) is { Implicit: false } ? parsed.GetValue(TrainOptions.Seed) : null),
            new("steps", parsed.GetValue(TrainOptions.Steps)),
            new("learning_rate", parsed.GetValue(LearningRate)),
            new("workers", parsed.GetValue(TrainOptions.Workers)),
            new("device", parsed.GetValue(TrainOptions.Device)),
        ]);
    }

    private static void Copy(string folder, string target)
    {
        AtomicFile.Write(target, File.ReadAllBytes(Path.Combine(folder, SvfExpertFile.Name)));
        AtomicFile.Write(Path.ChangeExtension(target, ".md"), File.ReadAllBytes(Path.Combine(folder, "README.md")));
    }

    private static string Bundled(string part) => Path.Combine(Settings.Root, "models", "nano", part);
}
