using System.CommandLine;
using T2L.Training.Recipes;
using T2L.Training.Tasks;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train lm: the nano base.</summary>
internal static class TrainLm
{
    public static Command Create() =>
        new Command("lm", "Train the base language model on every skill of the suite.") { Out, Work, Seed, Steps, Config }
            .Runs((parsed, progress, cancellation) =>
            {
                var options = Settings<LanguageModelOptions>(parsed);
                return LanguageModelRecipe.Run(TaskSuite.Nano(options.Seed), options, progress, cancellation);
            })
            .WithExamples("./t2l train lm --out models/nano/base --seed 0");
}
