using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Client;
using T2L.Client.BaseModels;
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
        RegistryCommand.Create("add", "Read a model's configuration and make its matrices known, before any worker serves it; or give a known one another name.", AddAsync, [Folder, Name],
            "./t2l base-models add models/nano/base --name t2l-nano"),
        ClientCommand.Create("list", "The base models that are known, newest first.", ListAsync, [], "./t2l base-models list"),
        ServerConnection.Server,
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
        {
            var names = string.Join(", ", model.AlsoCalled.Prepend(model.Name).Select(name => $"'{name}'"));
            Terminal.Line($"{model.Digest} is known as {names}, {Shape(model.Modules?.Modules.Select(module => module.Layers))}.");
        }
        return new
        {
            Digest = model.Digest.Value, model.Name, model.AlsoCalled, model.Revision, model.ModelType, model.Parameters, model.Modules?.Modules, model.CreatedAt,
        };
    }

    private static async Task<object> ListAsync(ParseResult parsed, T2LClient t2l, CancellationToken cancellation)
    {
        var models = await t2l.BaseModels.ListAsync(cancellation).ConfigureAwait(false);
        if (!parsed.GetValue(CommonOptions.Json))
            Terminal.Table(["digest", "names", "revision", "type", "shapes"], models.Select(Row));
        return new { Items = models };
    }

    private static IReadOnlyList<string> Row(BaseModelInfo model) =>
        [model.Digest[..19], string.Join(", ", model.AlsoCalled.Prepend(model.Name)), model.Revision ?? "", model.ModelType ?? "", Shape(model.Modules?.Select(module => module.Layers))];

    private static string Shape(IEnumerable<int>? layers) =>
        layers?.ToList() is { Count: > 0 } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Count} kinds of matrices in {known.Max()} layers") : "shapes unknown";
}
