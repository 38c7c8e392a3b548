using System.CommandLine;
using T2L.Cli.Output;
using T2L.Hypernetwork.Tasks;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train tasks: what the hypernetwork's recipes write last, for one that was trained before they did.</summary>
internal static class TrainTasks
{
    private static readonly Option<DirectoryInfo> Network = new("--hypernetwork") { Description = "Hypernetwork folder that receives the files.", Required = true };

    public static Command Create()
    {
        var command = new Command("tasks", $"Write {KnownTasksFile.Names} and {KnownTasksFile.Embeddings} beside a hypernetwork: what it was trained on, and from where on a description is new ground.")
        {
            Network, BaseModel, Encoder, Seed,
        }.WithSource();
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var folder = parsed.GetValue(Network)!;
            if (!folder.Exists)
                throw new UsageException($"--hypernetwork '{folder.FullName}' does not exist.");
            var known = KnownTasksStep.Run(Source(parsed, parsed.GetValue(Seed)), parsed.GetValue(BaseModel)!.FullName, parsed.GetValue(Encoder)!.FullName, folder.FullName, seed: parsed.GetValue(Seed), cancellation: cancellation);
            if (parsed.GetValue(CommonOptions.Json))
                Terminal.Json(new { Tasks = known.Names.Count, known.Threshold });
            else
                Terminal.Line(FormattableString.Invariant($"{known.Names.Count} tasks written to {folder.FullName}; ") + (known.Threshold is { } threshold
                    ? FormattableString.Invariant($"a description is new ground above a distance of {threshold:F3}")
                    : "where new ground begins is not known: no task has descriptions that training does not see"));
            return ExitCode.Success;
        }, CancellationToken.None));
        return command.WithExamples("./t2l train tasks --hypernetwork models/nano/hypernetwork --base models/nano/base --encoder models/nano/encoder --seed 0");
    }
}
