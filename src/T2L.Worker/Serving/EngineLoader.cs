using T2L.Adapters;
using T2L.Contracts;
using T2L.Inference;
using T2L.Models;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Worker.Serving;

/// <summary>Loads the base model, makes it known to the registry, and starts the engine over it.</summary>
internal static class EngineLoader
{
    public static async Task<IInferenceEngine> LoadAsync(
        string directory, string? decomposition, string chatTemplate, InferenceOptions options, IAdapterSource source, ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var engine = BuiltInEngine.Load(directory, options.Device, source, new EngineOptions
        {
            MaxResidentAdapters = options.MaxResidentAdapters,
            Precision = options.Precision,
            ChatTemplate = chatTemplate,
            Decomposition = decomposition,
        });
        try
        {
            await catalog.RegisterAsync(new BaseModel
            {
                Digest = Digest.Parse(engine.Info.Digest), Name = engine.Info.Model, Revision = ModelFolder.RevisionOf(directory),
                ModelType = engine.Config.ModelType, Parameters = engine.Config.ParameterCount, Modules = engine.Config.Shapes,
            }, cancellationToken);
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }
}
