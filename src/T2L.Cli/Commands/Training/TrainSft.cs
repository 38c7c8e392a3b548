using System.CommandLine;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train sft: a hypernetwork, through the frozen base.</summary>
internal static class TrainSft
{
    public static Command Create() =>
        new Command("sft", "Train a hypernetwork through a frozen base model.")
        {
            Out, Work, Seed, Steps, Workers, Config, BaseModel, Encoder, Device, Variant, HeadInput, Latent, BaseModelName,
        }.WithSource().Runs((parsed, progress, cancellation) =>
            {
                var options = Settings<SftOptions>(parsed,
                [
                    new("base_model", parsed.GetValue(BaseModel)!.FullName),
                    new("encoder", parsed.GetValue(Encoder)!.FullName),
                    new("device", parsed.GetValue(Device)),
                    .. TrainOptions.Hypernetwork(parsed),
                ]);
                return SftRecipe.Run(Source(parsed, options.Seed), options, progress, cancellation);
            }).WithExamples(
                "./t2l train sft --base models/nano/base --encoder models/nano/encoder --out models/nano/hypernetwork --seed 0",
                "./t2l train sft --config configs/sft-mistral-7b.yaml --base mistral-7b --encoder gte --chat-template t2l-mistral --list tasks.yaml --tasks tasks --data data --out hypernetwork");
}
