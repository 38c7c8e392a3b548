using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Output;
using T2L.Models;
using T2L.Registry.Catalog;
using T2L.Registry.Data;

namespace T2L.Cli.Commands;

/// <summary>base-models: which models the registry knows, and by which names.</summary>
internal static class BaseModelsCommand
{
    private static readonly Argument<string> Folder = new("folder") { Description = "The model's folder, in the Hugging Face form." };
    private static readonly Option<string?> Name = new("--name") { Description = "What adapters call it. Default: what its configuration says, else the folder's name." };

    public static Command Create() => new Command("base-models", "Make base models known, so that adapters that do not fit them are refused when they are published.")
    {
        AdaptersCommand.Verb("add", "Read a model's configuration and make its matrices known, before any worker serves it; or give a known one another name.", AddAsync, [Folder, Name],
            "./t2l base-models add models/nano/base --name t2l-nano"),
        AdaptersCommand.Verb("list", "The base models that are known, newest first.", ListAsync, [], "./t2l base-models list"),
    }.WithExamples("./t2l base-models add models/nano/base --name t2l-nano", "./t2l base-models list");

    private static async Task<object> AddAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(parsed.GetValue(Folder)!);
        var config = ModelConfig.Load(folder);
        var model = await services.GetRequiredService<ModelCatalog>().RegisterAsync(new BaseModel
        {
            Digest = LanguageModel.DigestOf(folder), Name = parsed.GetValue(Name) ?? config.Name ?? ModelFolder.NameOf(folder), Revision = ModelFolder.RevisionOf(folder),
            ModelType = config.ModelType, Parameters = config.ParameterCount, Modules = config.Shapes,
        }, cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Line($"{model.Digest} is known as {string.Join(", ", Names(model).Select(name => $"'{name}'"))}, {Shape(model)}.");
        return Document(model);
    }

    private static async Task<object> ListAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellation)
    {
        var models = await services.GetRequiredService<ModelCatalog>().ListBaseModelsAsync(cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["digest", "names", "revision", "type", "shapes"], models.Select(model => (IReadOnlyList<string>)
                [model.Digest.Value[..19], string.Join(", ", Names(model)), model.Revision ?? "", model.ModelType ?? "", Shape(model)]));
        return new { Items = models.Select(Document).ToList() };
    }

    private static IEnumerable<string> Names(BaseModel model) => [model.Name, .. model.AlsoCalled];

    private static string Shape(BaseModel model) =>
        model.Modules is { } shapes ? string.Create(CultureInfo.InvariantCulture, $"{shapes.Modules.Count} kinds of matrices in {shapes.Modules.Max(module => module.Layers)} layers") : "shapes unknown";

    private static object Document(BaseModel model) => new
    {
        Digest = model.Digest.Value, model.Name, model.AlsoCalled, model.Revision, model.ModelType, model.Parameters, model.Modules?.Modules, model.CreatedAt,
    };
}
