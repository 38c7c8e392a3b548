using System.CommandLine;

namespace T2L.Cli.Commands.Training;

/// <summary>train: one subcommand for each recipe.</summary>
internal static class TrainCommand
{
    public static Command Create() =>
        new Command("train", "Train the nano models, or a hypernetwork for a base model of your own. Ctrl-C writes a checkpoint; the same command goes on from it.")
        {
            TrainLm.Create(), TrainEncoder.Create(), TrainOracle.Create(), TrainReconstruction.Create(), TrainSft.Create(), TrainMultiTask.Create(), TrainTasks.Create(), TrainNano.Create(),
        }.WithExamples(
            "./t2l train lm --out models/nano/base --seed 0",
            "./t2l train sft --base models/nano/base --encoder models/nano/encoder --out models/nano/hypernetwork --seed 0");
}
