using System.CommandLine;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train multi-task: one LoRA for all training tasks together.</summary>
internal static class TrainMultiTask
{
    private static readonly SftOptions Usual = new() { Output = "", BaseModel = "", Encoder = "" };

    public static Command Create() =>
        new Command("multi-task", "Train one LoRA on all training tasks together: the baseline that has no description.") { Out, Work, Seed, Steps, BaseModel, BaseModelName }
            .WithSource().Runs((parsed, progress, cancellation) =>
            {
                var options = Usual with
                {
                    Output = parsed.GetValue(Out)!.FullName,
                    Work = parsed.GetValue(Work)?.FullName,
                    Seed = parsed.GetValue(Seed),
                    Steps = parsed.GetValue(Steps) ?? Usual.Steps,
                    BaseModel = parsed.GetValue(BaseModel)!.FullName,
                    Hypernetwork = Usual.Hypernetwork with { BaseModelName = parsed.GetValue(BaseModelName) },
                };
                MultiTaskLoraRecipe.Run(Source(parsed), options, progress, cancellation);
                return new { options.Output };
            }).WithExamples("./t2l train multi-task --base models/nano/base --base-name t2l-nano --out multi-task --seed 0");
}
