using System.CommandLine;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train sft: a hypernetwork, through the frozen base.</summary>
internal static class TrainSft
{
    private static readonly SftOptions Usual = new() { Output = "", BaseModel = "", Encoder = "" };

    public static Command Create() =>
        new Command("sft", "Train a hypernetwork through a frozen base model.") { Out, Work, Seed, Steps, BaseModel, Encoder, Variant, HeadInput, Latent, BaseModelName }
            .WithSource().Runs((parsed, progress, cancellation) =>
            {
                var options = Usual with
                {
                    Output = parsed.GetValue(Out)!.FullName,
                    Work = parsed.GetValue(Work)?.FullName,
                    Seed = parsed.GetValue(Seed),
                    Steps = parsed.GetValue(Steps) ?? Usual.Steps,
                    BaseModel = parsed.GetValue(BaseModel)!.FullName,
                    Encoder = parsed.GetValue(Encoder)!.FullName,
                    Hypernetwork = TrainOptions.Hypernetwork(parsed, Usual.Hypernetwork),
                };
                SftRecipe.Run(Source(parsed), options, progress, cancellation);
                return new { options.Output };
            }).WithExamples(
                "./t2l train sft --base models/nano/base --encoder models/nano/encoder --out models/nano/hypernetwork --seed 0",
                "./t2l train sft --base mistral-7b --encoder gte --chat-template t2l-mistral --list tasks.yaml --tasks tasks --data data --out hypernetwork");
}
