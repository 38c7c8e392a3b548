using System.CommandLine;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train multi-task: one LoRA for all training tasks together.</summary>
internal static class TrainMultiTask
{
    public static Command Create() =>
        new Command("multi-task", "Train one LoRA on all training tasks together: the baseline that has no description.") { Out, Work, Seed, Steps, Workers, Config, BaseModel, BaseModelName, Device }
            .WithSource().Runs((parsed, progress, cancellation) =>
            {
                var options = Settings<MultiTaskOptions>(parsed,
                    new("base_model", parsed.GetValue(BaseModel)!.FullName),
                    new("device", parsed.GetValue(Device)),
                    new("base_model_name", parsed.GetValue(BaseModelName)));
                return MultiTaskLoraRecipe.Run(Source(parsed, options.Seed), options, progress, cancellation);
            }).WithExamples("./t2l train multi-task --base models/nano/base --base-name t2l-nano --out multi-task --seed 0");
}
