using System.Text.Json;

namespace T2L.Api.Completions;

/// <summary>Options of the OpenAI API that this server does not have. Their neutral values change nothing and pass; another value
/// would be an answer that differs from what was asked for, so it is refused.</summary>
internal static class UnservedOptions
{
    private static readonly Dictionary<string, Func<JsonElement, bool>> NeutralValues = new(StringComparer.Ordinal)
    {
        ["n"] = value => IsNumber(value, 1),
        ["best_of"] = value => IsNumber(value, 1),
        ["echo"] = value => value.ValueKind == JsonValueKind.False,
        ["logprobs"] = _ => false,
        ["suffix"] = value => value.ValueKind == JsonValueKind.String && value.GetString() is "",
        ["presence_penalty"] = value => IsNumber(value, 0),
        ["frequency_penalty"] = value => IsNumber(value, 0),
        ["logit_bias"] = value => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any(),
        ["stream_options"] = _ => true,
        ["user"] = _ => true,
    };

    /// <summary>The sentence about the first option that would have to be ignored, or null.</summary>
    public static string? Problem(CompletionBody body)
    {
        if (body.Stream == true)
            return "stream is true; answers are sent whole here. Send false or leave it out.";
        foreach (var (name, value) in body.Others ?? [])
        {
            if (!NeutralValues.TryGetValue(name, out var isNeutral))
                return $"Field '{name}' is not known here. Check its spelling in /openapi/v1.json.";
            if (value.ValueKind != JsonValueKind.Null && !isNeutral(value))
                return $"{name} is {value.GetRawText()}; this server does not have that option. Leave it out.";
        }
        return null;
    }

    private static bool IsNumber(JsonElement value, double neutral) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == neutral;
}
