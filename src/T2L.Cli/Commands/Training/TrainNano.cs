using System.CommandLine;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train nano: the whole nano world from nothing.</summary>
internal static class TrainNano
{
    private static readonly Option<double> Length = new("--length") { Description = "What every run is shortened to: 1 is the recipe, 0.1 a tenth of its steps.", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("nano", "Train the whole nano world from nothing: base, encoder, LoRAs, hypernetworks. Some three hours on two cores; goes on where it was stopped.")
        {
            Out, Work, Seed, TrainingTasks, Length,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Length) is <= 0 or > 10)
                result.AddError("--length must be above 0 and at most 10.");
        });
        return command.Runs((parsed, progress, cancellation) =>
        {
            var options = new NanoWorldOptions
            {
                Output = parsed.GetValue(Out)!.FullName,
                Work = parsed.GetValue(Work)?.FullName,
                Seed = parsed.GetValue(Seed),
                TrainingTasks = parsed.GetValue(TrainingTasks),
                Length = parsed.GetValue(Length),
            };
            NanoWorldRecipe.Run(options, progress, cancellation);
            return new { options.Output };
        }).WithExamples("./t2l train nano --out nano", "./t2l train nano --out trial --training-tasks 16 --length 0.05");
    }
}
