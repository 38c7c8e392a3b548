using System.CommandLine;
using T2L.Training.Recipes;
using T2L.Training.Tasks;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train encoder: the nano text encoder.</summary>
internal static class TrainEncoder
{
    private static readonly EncoderOptions Usual = new() { Output = "" };

    public static Command Create() =>
        new Command("encoder", "Train the text encoder on the suite's descriptions and export it to ONNX.") { Out, Work, Seed, Steps }
            .Runs((parsed, progress, cancellation) => EncoderRecipe.Run(TaskSuite.Nano(parsed.GetValue(Seed)), Usual with
            {
                Output = parsed.GetValue(Out)!.FullName,
                Work = parsed.GetValue(Work)?.FullName,
                Seed = parsed.GetValue(Seed),
                Steps = parsed.GetValue(Steps) ?? Usual.Steps,
            }, progress, cancellation))
            .WithExamples("./t2l train encoder --out models/nano/encoder --seed 0");
}
