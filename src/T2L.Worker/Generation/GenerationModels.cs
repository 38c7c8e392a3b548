using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Registry.Catalog;
using T2L.Worker.Quality;

namespace T2L.Worker.Generation;

/// <summary>The two models that turn a description into an adapter, loaded and known to the registry.</summary>
/// <param name="encoder">Reads the description; disposed with this.</param>
/// <param name="generator">Writes the adapter; disposed with this.</param>
internal sealed class GenerationModels(TextEncoder encoder, LoraGenerator generator) : IDisposable
{
    /// <summary>Reads the description.</summary>
    public TextEncoder Encoder => encoder;

    /// <summary>Writes the adapter.</summary>
    public LoraGenerator Generator => generator;

    /// <summary>How strong the adapters are that the hypernetwork writes for its training tasks; null where those are not known.</summary>
    public NormReference? Norms { get; private set; }

    /// <summary>Loads both, checks that they belong together, and registers the hypernetwork, to which published adapters point.</summary>
    /// <param name="encoderDirectory">The text encoder.</param>
    /// <param name="hypernetworkDirectory">The hypernetwork.</param>
    /// <param name="device">Where the hypernetwork runs, as its options spell it.</param>
    /// <param name="catalog">Where the hypernetwork is registered.</param>
    /// <param name="cancellationToken">Stops before the registration.</param>
    /// <exception cref="GenerationException">The two do not belong together.</exception>
    public static async Task<GenerationModels> LoadAsync(
        string encoderDirectory, string hypernetworkDirectory, string device, ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var models = new GenerationModels(TextEncoder.Load(encoderDirectory), LoraGenerator.Load(hypernetworkDirectory, new GeneratorOptions { Device = device }));
        try
        {
            models.CheckFit(encoderDirectory, hypernetworkDirectory);
            await catalog.RegisterAsync(models.Row(hypernetworkDirectory), cancellationToken);
            models.Norms = NormReference.Of(models.Generator);
            return models;
        }
        catch
        {
            models.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        encoder.Dispose();
        generator.Dispose();
    }

    private void CheckFit(string encoderDirectory, string hypernetworkDirectory)
    {
        if (encoder.Size != generator.Config.TaskEmbeddingSize)
            throw new GenerationException(
                $"Encoder '{encoderDirectory}' gives {encoder.Size} numbers, hypernetwork '{hypernetworkDirectory}' reads "
                + $"{generator.Config.TaskEmbeddingSize}. Set Generation:Encoder to the encoder it was trained with.");
    }

    private Registry.Data.Hypernetwork Row(string directory) => new()
    {
        Digest = generator.Digest,
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)),
        BaseModel = generator.BaseModel,
        EncoderDigest = encoder.Digest,
        Rank = generator.Config.Rank,
        Alpha = generator.Config.Lora.Alpha,
        TargetModules = [.. generator.Config.Lora.TargetModules],
        Parameters = generator.Config.ParameterCount,
    };
}
