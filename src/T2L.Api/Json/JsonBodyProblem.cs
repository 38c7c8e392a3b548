using System.Text.Json;
using System.Text.RegularExpressions;

namespace T2L.Api.Json;

/// <summary>Words for a body that is not the expected JSON, without the names of .NET types.</summary>
internal static partial class JsonBodyProblem
{
    public const string HalfCharacter = "has half a Unicode character; send it as whole Unicode text.";

    public static string Sentence(JsonException error)
    {
        if (error is JsonFieldException field)
            return $"Field '{Field(error)}' {field.Message}";
        if (error.InnerException?.Message.Contains("UTF-16", StringComparison.Ordinal) == true)
            return $"{Place(error)} {HalfCharacter}";
        if (WrongType().Match(error.Message) is { Success: true } match)
            return $"{Place(error)} has the wrong type; expected {Kind(match.Groups["type"].Value)}.";
        if (UnknownMember().Match(error.Message) is { Success: true } unknown)
            return $"Field '{unknown.Groups["name"].Value}' is not known here. Check its spelling in /openapi/v1.json.";
        return $"The body is not valid JSON at line {error.LineNumber.GetValueOrDefault() + 1}, byte {error.BytePositionInLine.GetValueOrDefault() + 1}.";
    }

    private static string Place(JsonException error) => Field(error) is { Length: > 0 } field ? $"Field '{field}'" : "The body";

    private static string Field(JsonException error) => error.Path is { } path ? path.TrimStart('$').TrimStart('.') : "";

    private static string Kind(string type) => type switch
    {
        _ when type.Contains("Int", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("Double", StringComparison.Ordinal) => "a number",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("String", StringComparison.Ordinal) => "a text",
        _ => "an object",
    };

    [GeneratedRegex(@"could not be converted to (?<type>\S+?)\.( |$)")]
    private static partial Regex WrongType();

    [GeneratedRegex(@"JSON property '(?<name>[^']*)' could not be mapped")]
    private static partial Regex UnknownMember();
}
