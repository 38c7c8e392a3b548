using System.CommandLine;
using T2L.Training.Recipes;
using T2L.Training.Tasks;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train encoder: the nano text encoder.</summary>
internal static class TrainEncoder
{
    public static Command Create() =>
        new Command("encoder", "Train the text encoder on the suite's descriptions and export it to ONNX.") { Out, Work, Seed, Steps, Config }
            .Runs((parsed, progress, cancellation) =>
                EncoderRecipe.Run(TaskSuite.Nano(parsed.GetValue(Seed)), Settings<EncoderOptions>(parsed), progress, cancellation))
            .WithExamples("./t2l train encoder --out models/nano/encoder --seed 0");
}
