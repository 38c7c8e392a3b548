using System.CommandLine;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train nano: the whole nano world from nothing, and what is shipped of it.</summary>
internal static class TrainNano
{
    private static readonly Option<double> Length = new("--length") { Description = "What every run is shortened to: 1 is the recipe, 0.1 a tenth of its steps.", DefaultValueFactory = _ => 1 };
    private static readonly Option<DirectoryInfo?> Adapters = new("--adapters") { Description = "Folder that receives a choice of the LoRAs. Default: <out>/adapters." };
    private static readonly Option<DirectoryInfo?> Parts = new("--work") { Description = "Folder of the trained parts in float32, all LoRAs, checkpoints and logs; finished parts in it are taken as they are. Default: <out>.work." };

    public static Command Create()
    {
        var command = new Command("nano",
            "Train the whole nano world from nothing: base, encoder, LoRAs, hypernetworks. Writes what is shipped: float16 weights, some LoRAs, model cards. About two to three hours on two cores; goes on where it was stopped.")
        {
            Out, Adapters, Parts, Seed, TrainEncoder.Descriptions, TrainingTasks, Length, Workers,
        };
        return command.Runs((parsed, progress, cancellation) => NanoWorldRecipe.Run(new NanoWorldOptions
        {
            Output = parsed.GetValue(Out)!.FullName,
            Adapters = parsed.GetValue(Adapters)?.FullName,
            Work = parsed.GetValue(Parts)?.FullName,
            Seed = parsed.GetValue(Seed),
            Descriptions = parsed.GetValue(TrainEncoder.Descriptions)?.FullName,
            TrainingTasks = parsed.GetValue(TrainingTasks),
            Length = parsed.GetValue(Length),
            Workers = parsed.GetValue(Workers) ?? Environment.ProcessorCount,
        }, progress, cancellation)).WithExamples(
            "./t2l train nano --out models/nano --adapters adapters --work nano.work --descriptions task-descriptions.jsonl.gz",
            "./t2l train nano --out trial --training-tasks 16 --length 0.05");
    }
}
