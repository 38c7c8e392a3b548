using System.CommandLine;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train oracle: one LoRA for each training task.</summary>
internal static class TrainOracle
{
    private static readonly OracleOptions Usual = new() { Output = "", BaseModel = "" };
    private static readonly Option<int> TasksAtOnce = new("--tasks-at-once") { Description = "LoRAs trained in one batch.", DefaultValueFactory = _ => Usual.TasksAtOnce };
    private static readonly Option<double> LearningRate = new("--learning-rate") { Description = "Highest learning rate.", DefaultValueFactory = _ => Usual.LearningRate };

    public static Command Create() =>
        new Command("oracle", "Train one LoRA for each training task: the target of reconstruction and the yardstick of everything else.")
        {
            Out, Work, Seed, Steps, BaseModel, BaseModelName, TasksAtOnce, LearningRate,
        }.WithSource().Runs((parsed, progress, cancellation) => OracleRecipe.Run(Source(parsed), Usual with
        {
            BaseModel = parsed.GetValue(BaseModel)!.FullName,
            BaseModelName = parsed.GetValue(BaseModelName),
            Output = parsed.GetValue(Out)!.FullName,
            Work = parsed.GetValue(Work)?.FullName,
            Seed = parsed.GetValue(Seed),
            Steps = parsed.GetValue(Steps) ?? Usual.Steps,
            TasksAtOnce = parsed.GetValue(TasksAtOnce),
            LearningRate = parsed.GetValue(LearningRate),
        }, progress, cancellation)).WithExamples("./t2l train oracle --base models/nano/base --base-name t2l-nano --out oracles --seed 0");
}
