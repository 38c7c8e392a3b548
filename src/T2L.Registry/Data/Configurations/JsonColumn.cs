using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using T2L.Adapters.Examples;
using T2L.Adapters.Fitting;
using T2L.Adapters.Origin;
using T2L.Registry.Jobs;
using T2L.Registry.Metadata;

namespace T2L.Registry.Data.Configurations;

/// <summary>Values that are stored as one JSON document each, so that a row can be read without this program.</summary>
internal static class JsonColumn
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true };

    public static string? ToJson<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, Options);

    public static T FromJson<T>(string json)
        where T : class => JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidOperationException($"A column of the registry holds no {typeof(T).Name}.");
}

/// <summary>The examples of a job, a list of objects with input and answer.</summary>
internal sealed class ExamplesConverter()
    : ValueConverter<IReadOnlyList<AnswerExample>, string>(examples => JsonColumn.ToJson(examples)!, json => JsonColumn.FromJson<List<AnswerExample>>(json))
{
}

/// <summary>Two lists are equal when every example is; they are never changed in place.</summary>
internal sealed class ExamplesComparer() : ValueComparer<IReadOnlyList<AnswerExample>>(
    (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)),
    examples => examples.Count,
    examples => examples);

/// <summary>The details of an event, by name.</summary>
internal sealed class DetailsConverter() : ValueConverter<IReadOnlyDictionary<string, string>, string>(
    details => JsonColumn.ToJson(details)!, json => JsonColumn.FromJson<Dictionary<string, string>>(json))
{
}

/// <summary>Events are written once: the same object is the same details.</summary>
internal sealed class DetailsComparer() : ValueComparer<IReadOnlyDictionary<string, string>>((a, b) => ReferenceEquals(a, b), details => details.Count, details => details);

/// <summary>The properties of an adapter, in the order of their keys; the database keeps another one.</summary>
internal sealed class PropertiesConverter() : ValueConverter<IReadOnlyDictionary<string, PropertyValue>, string>(
    properties => JsonColumn.ToJson(properties)!, json => new SortedDictionary<string, PropertyValue>(JsonColumn.FromJson<Dictionary<string, PropertyValue>>(json), StringComparer.Ordinal))
{
}

/// <summary>Properties are never changed in place: the same object is the same properties.</summary>
internal sealed class PropertiesComparer() : ValueComparer<IReadOnlyDictionary<string, PropertyValue>>((a, b) => ReferenceEquals(a, b), properties => properties.Count, properties => properties);

/// <summary>What a mix was made of.</summary>
internal sealed class MixConverter() : ValueConverter<MixRecord, string>(mix => JsonColumn.ToJson(mix)!, json => JsonColumn.FromJson<MixRecord>(json))
{
}

/// <summary>The matrices of a base model, a list of objects with path, out, in and layers.</summary>
internal sealed class ShapesConverter()
    : ValueConverter<ModelShapes, string>(shapes => JsonColumn.ToJson(shapes.Modules)!, json => new ModelShapes(JsonColumn.FromJson<List<ModuleShape>>(json)))
{
}

/// <summary>The report of a generation.</summary>
internal sealed class ReportConverter()
    : ValueConverter<GenerationReport, string>(report => JsonColumn.ToJson(report)!, json => JsonColumn.FromJson<GenerationReport>(json))
{
}

/// <summary>What a worker does.</summary>
internal sealed class StageConverter() : ValueConverter<JobStage, string>(stage => JsonColumn.ToJson(stage)!, json => JsonColumn.FromJson<JobStage>(json))
{
}
