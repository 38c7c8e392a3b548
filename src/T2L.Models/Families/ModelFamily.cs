using System.Text.Json.Nodes;
using T2L.Tokenizers.Formats;

namespace T2L.Models.Families;

/// <summary>An architecture by name: which fields of <c>config.json</c> are its own, and what they mean.</summary>
/// <remarks>A family is values of <see cref="ModelConfig"/>, no code of a forward pass. Defaults are those of the reference implementation.</remarks>
internal sealed record ModelFamily
{
    private static readonly ModelFamily[] All = [Llama.Family, Mistral.Family, Gemma2.Family, Qwen2.Family];

    /// <summary><c>model_type</c>.</summary>
    public required string ModelType { get; init; }

    /// <summary>The entry of <c>architectures</c> for a model that writes text.</summary>
    public required string Architecture { get; init; }

    /// <summary>Most positions, where the file does not say.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>Key-value heads where the file does not say; null for as many as query heads.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary>Whether the embedding is the head, where the file does not say.</summary>
    public bool TiedHead { get; init; }

    /// <summary>Fields that only some families have, and this one does.</summary>
    public required IReadOnlyList<string> OwnFields { get; init; }

    /// <summary>Adds what the own fields say to what all families share.</summary>
    public required Func<JsonSection, ModelConfig, ModelConfig> Read { get; init; }

    /// <summary>Adds the own fields to a file.</summary>
    public required Action<ModelConfig, JsonObject> Write { get; init; }

    /// <summary>The family that a file names.</summary>
    public static ModelFamily Of(JsonSection root)
    {
        string type = root.Text("model_type");
        return Find(type) ?? throw root.Unsupported("model_type", type, Expected);
    }

    /// <summary>The family of a configuration.</summary>
    public static ModelFamily Of(ModelConfig config) =>
        Find(config.ModelType) ?? throw new ArgumentException($"ModelType is '{config.ModelType}', expected {Expected}.");

    private static string Expected => string.Join(", ", All.SkipLast(1).Select(family => family.ModelType)) + $" or {All[^1].ModelType}";

    private static ModelFamily? Find(string type) => Array.Find(All, family => family.ModelType == type);
}
