using System.CommandLine;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train oracle: one LoRA for each training task.</summary>
internal static class TrainOracle
{
    private static readonly Option<int?> TasksAtOnce = new("--tasks-at-once") { Description = "LoRAs trained in one batch. Default 16." };
    private static readonly Option<double?> LearningRate = new("--learning-rate") { Description = "Highest learning rate. Default 0.005." };

    public static Command Create() =>
        new Command("oracle", "Train one LoRA for each training task: the target of reconstruction and the yardstick of everything else.")
        {
            Out, Work, Seed, Steps, Workers, Config, BaseModel, BaseModelName, Device, TasksAtOnce, LearningRate,
        }.WithSource().Runs((parsed, progress, cancellation) =>
            {
                var options = Settings<OracleOptions>(parsed,
                    new("base_model", parsed.GetValue(BaseModel)!.FullName),
                    new("base_model_name", parsed.GetValue(BaseModelName)),
                    new("device", parsed.GetValue(Device)),
                    new("tasks_at_once", parsed.GetValue(TasksAtOnce)),
                    new("learning_rate", parsed.GetValue(LearningRate)));
                return OracleRecipe.Run(Source(parsed, options.Seed), options, progress, cancellation);
            })
            .WithExamples("./t2l train oracle --base models/nano/base --base-name t2l-nano --out oracles --seed 0");
}
