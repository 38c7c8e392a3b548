using System.Text.Json;

namespace T2L.Cli.Output;

/// <summary>Properties of adapters for people.</summary>
internal static class PropertyText
{
    /// <summary>A text as it is, a number as it was written, <c>true</c> or <c>false</c>.</summary>
    public static string Of(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
