using System.CommandLine;
using T2L.Adapters.Svf;
using T2L.Cli.Commands.Training;
using T2L.Training.Recipes;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf train-text: a hypernetwork that writes SVF experts from descriptions.</summary>
internal static class SvfTrainText
{
    private static readonly Option<DirectoryInfo?> Decomposition = new("--decomposition") { Description = "Decomposition of the base. Default: the folder svf in the base's folder or beside it." };
    private static readonly Option<string?> Targets = new("--targets") { Description = "Matrices: q, k, v, o, gate, up, down, or mlp, attention, all; separated by commas. Default mlp." };

    public static Command Create() =>
        new Command("train-text", "Train a hypernetwork that writes SVF experts from descriptions, through the frozen base. Ctrl-C stops; the same command goes on.")
        {
            TrainOptions.Out, TrainOptions.Work, TrainOptions.Seed, TrainOptions.Steps, TrainOptions.Workers, TrainOptions.Config, TrainOptions.BaseModel, Decomposition,
            TrainOptions.Encoder, TrainOptions.Device, Targets, TrainOptions.HeadInput, TrainOptions.Latent,
        }.WithSource().Runs((parsed, progress, cancellation) =>
            {
                var baseModel = parsed.GetValue(TrainOptions.BaseModel)!.FullName;
                var options = TrainOptions.Settings<SvfTextOptions>(parsed,
                [
                    new("base_model", baseModel),
                    new("decomposition", parsed.GetValue(Decomposition)?.FullName ?? SvfOptions.Near(baseModel)),
                    new("encoder", parsed.GetValue(TrainOptions.Encoder)!.FullName),
                    new("device", parsed.GetValue(TrainOptions.Device)),
                    new("targets", parsed.GetValue(Targets) is { } targets ? SvfTargets.Parse(targets).ToArray() : null),
                    new("head_input_size", parsed.GetValue(TrainOptions.HeadInput)),
                    new("latent_size", parsed.GetValue(TrainOptions.Latent)),
                ]);
                return SvfTextRecipe.Run(TrainOptions.Source(parsed, options.Seed), options, progress, cancellation);
            }).WithExamples(
                "./t2l svf train-text --base models/nano/base --encoder models/nano/encoder --out text-to-expert --seed 0");
}
