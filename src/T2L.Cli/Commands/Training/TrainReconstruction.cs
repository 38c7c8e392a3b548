using System.CommandLine;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train reconstruction: a hypernetwork that writes trained LoRAs again.</summary>
internal static class TrainReconstruction
{
    private static readonly Option<DirectoryInfo> Oracles = new("--oracles") { Description = "Folder that 'train oracle' wrote.", Required = true };
    private static readonly Option<bool> Product = new("--delta-weights") { Description = "Learn the product B·A of each LoRA instead of its factors." };
    private static readonly Option<bool> Raw = new("--no-z-scores") { Description = "Learn factors as they are, not standardised over the tasks." };

    public static Command Create() =>
        new Command("reconstruction", "Train a hypernetwork to write, from descriptions, LoRAs that were trained one by one.")
        {
            Out, Work, Seed, Steps, Workers, Config, Oracles, BaseModel, Encoder, Variant, HeadInput, Latent, BaseModelName, Product, Raw,
        }.WithSource().Runs((parsed, progress, cancellation) =>
            {
                var options = Options(parsed);
                return ReconstructionRecipe.Run(Source(parsed, options.Seed), options, progress, cancellation);
            })
            .WithExamples("./t2l train reconstruction --oracles oracles --base models/nano/base --encoder models/nano/encoder --base-name t2l-nano --out reconstruction --seed 0");

    private static ReconstructionOptions Options(ParseResult parsed) => Settings<ReconstructionOptions>(parsed,
    [
        new("oracles", parsed.GetValue(Oracles)!.FullName),
        new("base_model", parsed.GetValue(BaseModel)!.FullName),
        new("encoder", parsed.GetValue(Encoder)!.FullName),
        new("factorized", parsed.GetValue(Product) ? false : null),
        new("standardized", parsed.GetValue(Product) || parsed.GetValue(Raw) ? false : null),
        .. TrainOptions.Hypernetwork(parsed),
    ]);
}
