using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using T2L.Training.Official;
using T2L.Training.Rows;

namespace T2L.Training.Recipes;

/// <summary>
/// The settings of a recipe from three places: its defaults, a YAML file, the command line; the later wins. Keys are the option names in snake
/// case: <c>learning_rate</c>, <c>hypernetwork.latent_size</c>.
/// </summary>
public static class RecipeSettings
{
    /// <summary>How options are written as JSON, and read.</summary>
    internal static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>Puts the settings together.</summary>
    /// <typeparam name="T">The recipe's options.</typeparam>
    /// <param name="file">YAML file; null for none.</param>
    /// <param name="chosen">What the command line says, by key, a dot before a part's own key; values that are null count as not said.</param>
    /// <returns>The options.</returns>
    /// <exception cref="DataFormatException">The file is damaged, or has a key or value that the recipe does not know.</exception>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static T Bind<T>(string? file, IEnumerable<KeyValuePair<string, object?>> chosen) where T : IRecipeOptions
    {
        ArgumentNullException.ThrowIfNull(chosen);
        var said = new JsonObject();
        foreach (var (key, value) in chosen)
            if (value is not null)
                Set(said, key.Split('.'), JsonSerializer.SerializeToNode(value, Json));
        var settings = Defaults<T>(said);
        if (file is not null)
            Merge(settings, Object(YamlFile.Read(file)));
        Merge(settings, said);
        try
        {
            var options = settings.Deserialize<T>(Json)!;
            options.Validate();
            return options;
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(file ?? "settings", $"{What(exception)} Settings of this recipe: {string.Join(", ", Names(typeof(T)))}.", exception);
        }
    }

    private static void Set(JsonObject settings, string[] path, JsonNode? value)
    {
        foreach (var part in path[..^1])
        {
            if (settings[part] is not JsonObject inner)
                settings[part] = inner = [];
            settings = inner;
        }
        settings[path[^1]] = value;
    }

    // The recipe's own settings, also those of a part of which the file or the command line names only one.
    private static JsonObject Defaults<T>(JsonObject said)
    {
        var whole = said.Where(entry => entry.Value is not JsonObject).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()));
        return JsonSerializer.SerializeToNode(new JsonObject(whole).Deserialize<T>(Json), Json)!.AsObject();
    }

    private static void Merge(JsonObject target, JsonObject source)
    {
        foreach (var (key, value) in source)
        {
            if (value is JsonObject part && target[key] is JsonObject old)
                Merge(old, part);
            else
                target[key] = value?.DeepClone();
        }
    }

    private static JsonObject Object(YamlMap map) => new(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value))));

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMap map => Object(map),
        YamlList list => new JsonArray([.. list.Items.Select(Node)]),
        YamlText { IsNull: true } => null,
        YamlText { Quoted: false, Value: "true" or "false" } text => JsonValue.Create(text.Value == "true"),
        YamlText { Quoted: false } text when long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        YamlText { Quoted: false } text when double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(node.Text()),
    };

    private static string What(JsonException exception) => exception.Path is { Length: > 1 } path
        ? $"'{path.TrimStart('$', '.')}' is not a setting, or its value is not of the right kind."
        : "a setting is missing, or there is one that is not known.";

    private static IEnumerable<string> Names(Type type) =>
        type.GetProperties().Where(property => property.CanWrite).Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
}
