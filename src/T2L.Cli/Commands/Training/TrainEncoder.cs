using System.CommandLine;
using T2L.Training.Recipes;
using T2L.Training.Tasks;
using static T2L.Cli.Commands.Training.TrainOptions;

namespace T2L.Cli.Commands.Training;

/// <summary>train encoder: the nano text encoder.</summary>
internal static class TrainEncoder
{
    public static readonly Option<FileInfo?> Descriptions = new("--descriptions") { Description = "Further tasks, known by descriptions alone: JSON lines {\"task\", \"descriptions\"}, packed with gzip or not." };
    private static readonly Option<double?> AttributeWeight = new("--attribute-weight") { Description = "Weight of reading operations and format off the embedding; 0 leaves it out. Default: the recipe's." };

    public static Command Create() =>
        new Command("encoder", "Train the text encoder on the suite's descriptions, and a file's, and export it to ONNX.") { Out, Work, Seed, Steps, Workers, Config, Descriptions, AttributeWeight }
            .Runs((parsed, progress, cancellation) =>
            {
                var options = Settings<EncoderOptions>(parsed,
                    new("descriptions", parsed.GetValue(Descriptions)?.FullName),
                    new("attribute_weight", parsed.GetValue(AttributeWeight)));
                return EncoderRecipe.Run(TaskSuite.Nano(options.Seed), options, progress, cancellation);
            })
            .WithExamples("./t2l train encoder --out models/nano/encoder --seed 0", "./t2l train encoder --out encoder --descriptions tasks.jsonl.gz --attribute-weight 0");
}
