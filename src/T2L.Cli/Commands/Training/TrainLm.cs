using System.CommandLine;
using T2L.Training.Recipes;
using T2L.Training.Tasks;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train lm: the nano base.</summary>
internal static class TrainLm
{
    private static readonly Option<bool> WithoutUnseen = new("--without-unseen")
    {
        Description = "Leave out what --seed keeps back from the hypernetwork: validation and unseen tasks, and the kept pairs in every format.",
    };

    private static readonly Option<double?> Instructions = new("--instructions")
    {
        Description = "Share of documents with an English description of a training task before the input, for instance 0.3. Default 0: the base never meets one.",
    };

    public static Command Create() =>
        new Command("lm", "Train the base language model on every skill of the suite.") { Out, Work, Seed, Steps, Workers, Config, WithoutUnseen, Instructions }
            .Runs((parsed, progress, cancellation) =>
            {
                var options = Settings<LanguageModelOptions>(parsed,
                    new("without_unseen", parsed.GetValue(WithoutUnseen) ? true : null),
                    new("instructions", parsed.GetValue(Instructions)));
                return LanguageModelRecipe.Run(TaskSuite.Nano(options.Seed), options, progress, cancellation);
            })
            .WithExamples(
                "./t2l train lm --out models/nano/base --seed 0",
                "./t2l train lm --out base-without-unseen --seed 0 --without-unseen",
                "./t2l train lm --out base-instructions --seed 0 --instructions 0.3");
}
