using System.Text.Json;
using System.Text.RegularExpressions;

namespace T2L.Api;

/// <summary>Words for a path or query value that the framework could not read.</summary>
internal static partial class BindingProblem
{
    public static string Sentence(BadHttpRequestException request)
    {
        if (Unreadable().Match(request.Message) is { Success: true } match)
            return $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups["name"].Value)} is '{match.Groups["value"].Value}'; expected {Kind(match.Groups["type"].Value)}.";
        return request.Message.Contains("body", StringComparison.OrdinalIgnoreCase)
            ? "The request has no usable body; expected a JSON object."
            : "The request is not valid HTTP.";
    }

    private static string Kind(string type) => type.Contains("Guid", StringComparison.Ordinal) ? "an id such as 0198c0de-0000-7000-8000-000000000000"
        : type.Contains("int", StringComparison.OrdinalIgnoreCase) ? "a whole number"
        : type.Contains("bool", StringComparison.OrdinalIgnoreCase) ? "true or false"
        : "another value";

    // Failed to bind parameter "Nullable<int> limit" from "many".
    [GeneratedRegex("parameter \"(?<type>\\S+) (?<name>\\w+)\" from \"(?<value>.*)\"")]
    private static partial Regex Unreadable();
}
