using System.Globalization;
using System.Text.Json;

namespace T2L.Api.Tests.Document;

/// <summary>Holds values against the schemas of an OpenAPI 3.1 document: types, members that have to be there, members that nobody told of.</summary>
/// <param name="document">The document.</param>
internal sealed class SchemaCheck(JsonElement document)
{
    /// <summary>What does not fit, one line each.</summary>
    public IReadOnlyList<string> Faults(JsonElement schema, JsonElement value, string place = "$")
    {
        var resolved = Resolve(schema);
        if (Alternatives(resolved) is { } forms)
        {
            var each = forms.Select(form => Faults(form, value, place)).ToList();
            return each.Exists(faults => faults.Count == 0) ? [] : [$"{place} fits none of {each.Count} forms: {string.Join("; ", each.SelectMany(faults => faults))}"];
        }

        if (TypeFault(resolved, value) is { } fault)
            return [$"{place} {fault}"];
        return value.ValueKind switch
        {
            JsonValueKind.Object => [.. MemberFaults(resolved, value, place)],
            JsonValueKind.Array when resolved.TryGetProperty("items", out var items) => [.. value.EnumerateArray().SelectMany((item, at) => Faults(items, item, $"{place}[{at}]"))],
            _ => [],
        };
    }

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        return schema;
    }

    private static IEnumerable<JsonElement>? Alternatives(JsonElement schema) =>
        schema.TryGetProperty("oneOf", out var forms) || schema.TryGetProperty("anyOf", out forms) ? forms.EnumerateArray() : null;

    private static string? TypeFault(JsonElement schema, JsonElement value)
    {
        if (!schema.TryGetProperty("type", out var said))
            return null; // anything
        string[] types = said.ValueKind == JsonValueKind.Array ? [.. said.EnumerateArray().Select(type => type.GetString()!)] : [said.GetString()!];
        if (!Array.Exists(types, type => IsOf(type, value)))
            return $"is {value.GetRawText()}, expected {string.Join(" or ", types)}";
        return schema.TryGetProperty("format", out var format) && value.ValueKind == JsonValueKind.String && !HasForm(format.GetString()!, value.GetString()!)
            ? $"is {value.GetRawText()}, expected a {format}"
            : null;
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new InvalidOperationException($"The document has the type '{type}'."),
    };

    private static bool HasForm(string format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    };

    private IEnumerable<string> MemberFaults(JsonElement schema, JsonElement value, string place)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        var others = schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object ? additional : (JsonElement?)null;
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)))
                yield return $"{place} has no {name}";
        }

        foreach (var member in value.EnumerateObject())
        {
            var at = $"{place}.{member.Name}";
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out var own))
            {
                foreach (var fault in Faults(own, member.Value, at))
                    yield return fault;
            }
            else if (others is { } any)
            {
                foreach (var fault in Faults(any, member.Value, at))
                    yield return fault;
            }
            else if (known.ValueKind == JsonValueKind.Object)
            {
                yield return $"{at} is not in the document";
            }
        }
    }
}
