using System.CommandLine;
using T2L.Training.Recipes;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train reconstruction: a hypernetwork that writes trained LoRAs again.</summary>
internal static class TrainReconstruction
{
    private static readonly ReconstructionOptions Usual = new() { Output = "", BaseModel = "", Encoder = "", Oracles = "" };
    private static readonly Option<DirectoryInfo> Oracles = new("--oracles") { Description = "Folder that 'train oracle' wrote.", Required = true };
    private static readonly Option<bool> Product = new("--delta-weights") { Description = "Learn the product B·A of each LoRA instead of its factors." };
    private static readonly Option<bool> Raw = new("--no-z-scores") { Description = "Learn factors as they are, not standardised over the tasks." };

    public static Command Create() =>
        new Command("reconstruction", "Train a hypernetwork to write, from descriptions, LoRAs that were trained one by one.")
        {
            Out, Work, Seed, Steps, Oracles, BaseModel, Encoder, Variant, HeadInput, Latent, BaseModelName, Product, Raw,
        }.WithSource().Runs((parsed, progress, cancellation) => new
        {
            Distance = ReconstructionRecipe.Run(Source(parsed), Usual with
            {
                Oracles = parsed.GetValue(Oracles)!.FullName,
                BaseModel = parsed.GetValue(BaseModel)!.FullName,
                Encoder = parsed.GetValue(Encoder)!.FullName,
                Output = parsed.GetValue(Out)!.FullName,
                Work = parsed.GetValue(Work)?.FullName,
                Seed = parsed.GetValue(Seed),
                Steps = parsed.GetValue(Steps) ?? Usual.Steps,
                Factorized = !parsed.GetValue(Product),
                Standardized = !parsed.GetValue(Product) && !parsed.GetValue(Raw),
                Hypernetwork = TrainOptions.Hypernetwork(parsed, Usual.Hypernetwork),
            }, progress, cancellation),
        }).WithExamples("./t2l train reconstruction --oracles oracles --base models/nano/base --encoder models/nano/encoder --base-name t2l-nano --out reconstruction --seed 0");
}
