using System.CommandLine;
using T2L.Training.Recipes;
using T2L.Training.Tasks;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train lm: the nano base.</summary>
internal static class TrainLm
{
    private static readonly LanguageModelOptions Usual = new() { Output = "" };

    public static Command Create() =>
        new Command("lm", "Train the base language model on every skill of the suite.") { Out, Work, Seed, Steps }
            .Runs((parsed, progress, cancellation) => LanguageModelRecipe.Run(TaskSuite.Nano(parsed.GetValue(Seed)), Usual with
            {
                Output = parsed.GetValue(Out)!.FullName,
                Work = parsed.GetValue(Work)?.FullName,
                Seed = parsed.GetValue(Seed),
                Steps = parsed.GetValue(Steps) ?? Usual.Steps,
            }, progress, cancellation))
            .WithExamples("./t2l train lm --out models/nano/base --seed 0");
}
